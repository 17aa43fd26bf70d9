interface MeterProps {
  /** What it measures, for those who don't see it. */
  readonly label: string;
  /** 0 to 1; null where it is not known how far it is. */
  readonly value: number | null;
  /** How far it is, in words; shown beside it by whoever uses it. */
  readonly text?: string;
  readonly tone?: 'accent' | 'good' | 'warn' | 'alarm' | 'quiet';
  readonly large?: boolean;
}

/** A bar that fills. */
export function Meter({ label, value, text, tone = 'accent', large = false }: MeterProps) {
  const share = value === null ? null : Math.min(1, Math.max(0, value));
  return (
    <div
      className={`meter meter-${tone} ${large ? 'meter-large' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      aria-valuetext={text}
    >
      <div
        className={share === null ? 'meter-fill meter-unknown' : 'meter-fill'}
        style={share === null ? undefined : { translate: `${(share - 1) * 100}%` }}
      />
    </div>
  );
}
