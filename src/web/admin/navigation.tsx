import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../shared/button.tsx';
import { Icon } from '../shared/icon.tsx';
import type { Pane } from './panes.ts';
import { useWords } from './words.ts';

interface NavigationProps {
  readonly panes: readonly Pane[];
  readonly current: Pane | undefined;
}

/** The menu: beside the content on a wide screen, behind a button on a narrow one. */
export function Navigation({ panes, current }: NavigationProps) {
  const { frame } = useWords();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [open]);
  return (
    <header className="side">
      <div className="side-head">
        <Link href="/admin" className="brand" onClick={close}>
          {frame.brand}
        </Link>
        <Button
          ref={button}
          kind="quiet"
          className="side-menu"
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'close' : 'menu'} />
          {frame.menu}
        </Button>
      </div>
      <nav id="menu" className={open ? 'side-nav side-open' : 'side-nav'} aria-label={frame.navigation}>
        <ul>
          {panes.map((pane) => (
            <li key={pane.path}>
              <Link
                href={pane.path}
                className="side-link"
                aria-current={pane === current ? 'page' : undefined}
                onClick={close}
              >
                {frame.panes[pane.name]}
              </Link>
            </li>
          ))}
        </ul>
        <ul className="side-other">
          <li>
            <a className="side-link" href="/">
              {frame.search}
            </a>
          </li>
          <li>
            <a className="side-link" href="/graphql">
              {frame.api}
            </a>
          </li>
        </ul>
      </nav>
    </header>
  );
}
