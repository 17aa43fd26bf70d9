import { type ComponentProps, useEffect, useEffectEvent, useState } from 'react';

interface LateInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'className'> {
  readonly value: string;
  /** Once the typing rests, or at Enter. */
  readonly onChange: (value: string) => void;
}

const restMs = 250;

/** A line of text that tells what is in it when the typing rests. */
export function LateInput({ value, onChange, ...rest }: LateInputProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // changed from outside, such as by going back
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  const tell = useEffectEvent(() => onChange(typed));
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => tell(), restMs);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <input
      {...rest}
      className="input"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && typed !== value) onChange(typed);
      }}
    />
  );
}
