import { useLanguage } from '../wording/wording.ts';

/** A grey shape where something will be; its size is that of its box or of `className`. */
export function Skeleton({ className = '' }: { readonly className?: string }) {
  return <span className={`skeleton ${className}`} aria-hidden="true" />;
}

/** Says that something loads, with shapes of lines in its place. */
export function Loading({ lines = 3 }: { readonly lines?: number }) {
  const { shared } = useLanguage();
  return (
    <div className="loading" role="status">
      <span className="unseen">{shared.loading}</span>
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <Skeleton key={line} className="skeleton-line" />
      ))}
    </div>
  );
}
