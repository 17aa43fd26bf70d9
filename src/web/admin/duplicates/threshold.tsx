import { useEffect, useEffectEvent, useState } from 'react';
import { Field } from '../../shared/field.tsx';
import { useWords } from '../words.ts';
import { range } from './use-threshold.ts';

interface ThresholdProps {
  readonly minScore: number;
  /** Once the hand rests. */
  readonly onChange: (minScore: number) => void;
}

const restMs = 400;

/** How alike two pictures must be. */
export function Threshold({ minScore, onChange }: ThresholdProps) {
  const { duplicates } = useWords();
  const [at, setAt] = useState(minScore);
  const [known, setKnown] = useState(minScore);
  // changed from outside, such as by going back
  if (known !== minScore) {
    setKnown(minScore);
    setAt(minScore);
  }
  const tell = useEffectEvent(() => onChange(at));
  useEffect(() => {
    if (at === minScore) return;
    const timer = setTimeout(() => tell(), restMs);
    return () => clearTimeout(timer);
  }, [at, minScore]);
  return (
    <div className="duplicates-threshold">
      <Field
        label={duplicates.threshold}
        hint={duplicates.thresholdHint}
        control={(props) => (
          <div className="duplicates-slider">
            <input
              {...props}
              type="range"
              {...range}
              value={at}
              aria-valuetext={duplicates.alike(at)}
              onChange={(event) => setAt(event.target.valueAsNumber)}
            />
            <output htmlFor={props.id}>{duplicates.alike(at)}</output>
          </div>
        )}
      />
    </div>
  );
}
