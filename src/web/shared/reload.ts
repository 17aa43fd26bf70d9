const reloadedAt = 'vitrine.reloadedAt';
const leastBetweenReloadsMs = 60_000;

/** Loads the page anew, but only from a server that answers: from one that is away there would be no page left. */
export async function reloadIfReached(): Promise<void> {
  const answer = await fetch('/', { cache: 'no-store' }).catch(() => null);
  if (answer?.status !== 200) return;
  sessionStorage.setItem(reloadedAt, String(Date.now()));
  location.reload();
}

/** A page that stayed open while the server was upgraded asks for parts of a build that is gone: the new one has them. */
export function reloadOverUpgrade(): void {
  addEventListener('vite:preloadError', () => {
    const sinceMs = Date.now() - Number(sessionStorage.getItem(reloadedAt));
    if (sinceMs >= leastBetweenReloadsMs) void reloadIfReached();
  });
}
