import { Suspense, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { Boundary } from '../shared/boundary.tsx';
import { Button } from '../shared/button.tsx';
import { ConnectionBanner } from '../shared/connection-banner.tsx';
import { Notice } from '../shared/notice.tsx';
import { reloadIfReached } from '../shared/reload.ts';
import { Loading } from '../shared/skeleton.tsx';
import { Navigation } from './navigation.tsx';
import { type Pane, panes } from './panes.ts';
import { useWords } from './words.ts';
import './frame.css';

/** The admin: a menu, and the pane that the address names. */
export function AdminPage() {
  const { frame, title } = useWords();
  const [location] = useLocation();
  const current = paneAt(location);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(current);

  useEffect(() => {
    document.title = current ? `${frame.panes[current.name]} · ${title}` : title;
    if (shown.current === current) return;
    shown.current = current;
    // a new pane is read and walked from its beginning
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [current, frame, title]);

  return (
    <div className="frame">
      <a className="skip" href="#content">
        {frame.skip}
      </a>
      <Navigation panes={panes} current={current} />
      <div className="frame-content">
        <ConnectionBanner />
        <main id="content" ref={main} tabIndex={-1}>
          {current ? <PaneContent key={current.path} pane={current} /> : <NoPane />}
        </main>
      </div>
    </div>
  );
}

function PaneContent({ pane: { Content } }: { readonly pane: Pane }) {
  return (
    <Boundary fallback={<Broken />}>
      <Suspense fallback={<Loading lines={4} />}>
        <Content />
      </Suspense>
    </Boundary>
  );
}

function Broken() {
  const { frame } = useWords();
  return (
    <Notice kind="alarm" actions={<Button onClick={() => void reloadIfReached()}>{frame.reload}</Button>}>
      {frame.broken}
    </Notice>
  );
}

function NoPane() {
  const { frame } = useWords();
  return (
    <>
      <h1>{frame.notFound}</h1>
      <p>
        <Link href="/admin">{frame.home}</Link>
      </p>
    </>
  );
}

/** The pane of an address: the one at it, or the one that it lies below. */
function paneAt(location: string): Pane | undefined {
  const address = location.replace(/\/+$/, '');
  return panes.find(({ path }) => address === path || (path !== '/admin' && address.startsWith(`${path}/`)));
}
