import { useEffect, useEffectEvent, useRef } from 'react';
import { useLanguage } from '../wording/wording.ts';
import { Button } from './button.tsx';

interface LoadMoreProps {
  readonly hasMore: boolean;
  readonly busy: boolean;
  readonly onMore: () => void;
  /** Also when it comes near the window, not only by its button; not after an error. */
  readonly auto?: boolean;
}

/** The end of a list that goes on. */
export function LoadMore({ hasMore, busy, onMore, auto = true }: LoadMoreProps) {
  const { shared } = useLanguage();
  const element = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(onMore);
  useEffect(() => {
    // observed anew after each page, so that one which leaves the end in sight is followed by the next
    if (!hasMore || busy || !auto || element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && near(),
      { rootMargin: '600px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [hasMore, busy, auto]);
  if (!hasMore) return null;
  return (
    <div className="load-more" ref={element}>
      <Button busy={busy} onClick={onMore}>
        {busy ? shared.loading : shared.more}
      </Button>
    </div>
  );
}
