import type { ComponentProps, MouseEvent } from 'react';

interface LinkProps extends ComponentProps<'a'> {
  readonly href: string;
  /** It is followed within this page. */
  readonly onFollow: () => void;
}

/** A link within the page: a plain click stays here, any other goes the browser's way, such as to a new tab. */
export function Link({ href, onFollow, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onFollow();
  };
  return <a {...rest} href={href} onClick={follow} />;
}
