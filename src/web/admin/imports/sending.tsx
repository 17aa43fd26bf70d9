import { Button } from '../../shared/button.tsx';
import { Meter } from '../../shared/meter.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { useWords } from '../words.ts';

interface SendingProps {
  readonly file: File;
  /** 0 to 1. */
  readonly share: number;
  readonly onStop: () => void;
}

/** A file on its way to the server. */
export function Sending({ file, share, onStop }: SendingProps) {
  const { format } = useLanguage();
  const { imports } = useWords();
  const words = share === 0 ? imports.sending : share < 1 ? imports.sent(share) : imports.keeping;
  return (
    <div className="card">
      <p>
        <strong>
          <bdi>{file.name}</bdi>
        </strong>{' '}
        <span className="quiet">{format.bytes(file.size)}</span>
      </p>
      <Meter label={imports.progress(file.name)} value={share < 1 ? share : null} text={words} />
      <div className="row">
        <p className="import-sent">{words}</p>
        <Button onClick={onStop}>{imports.stopSending}</Button>
      </div>
      <p className="field-hint" role="status">
        {imports.sendingStays}
      </p>
    </div>
  );
}
