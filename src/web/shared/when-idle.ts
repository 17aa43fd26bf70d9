/** Does something once the page has nothing else to do. @returns what takes it back */
export function whenIdle(act: () => void): () => void {
  // Safari knows no idle
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(act, 1_000);
    return () => clearTimeout(timer);
  }
  const request = requestIdleCallback(act);
  return () => cancelIdleCallback(request);
}
