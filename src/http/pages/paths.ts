export type Html = 'index.html' | 'admin.html';

/** The page that shows a path: each state of a page has an address of its own, and any of them may be opened first. */
export function htmlOf(pathname: string): Html | undefined {
  if (pathname === '/' || pathname.startsWith('/s/')) return 'index.html';
  if (pathname === '/admin' || pathname.startsWith('/admin/')) return 'admin.html';
  return undefined;
}
