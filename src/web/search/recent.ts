/** A search that this visitor asked here; what it was is told by the API, but for the product that it was begun at. */
export interface RecentSearch {
  readonly id: string;
  readonly title?: string;
  readonly imageUrl?: string;
}

const key = 'vitrine.recent';
/** What a page shows, and one question asks for. */
export const mostRecent = 8;

/** The visitor's own searches, the latest first. */
export function recentSearches(): RecentSearch[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.flatMap(readRecent).slice(0, mostRecent) : [];
  } catch {
    // storage is off, or something else wrote there
    return [];
  }
}

export function rememberSearch(search: RecentSearch): void {
  store([search, ...recentSearches().filter(({ id }) => id !== search.id)]);
}

export function forgetSearches(gone: readonly string[]): void {
  store(recentSearches().filter(({ id }) => !gone.includes(id)));
}

function store(searches: readonly RecentSearch[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(searches.slice(0, mostRecent)));
  } catch {
    // storage is off or full: then nothing is remembered
  }
}

function readRecent(value: unknown): RecentSearch[] {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
    return [];
  const title = 'title' in value && typeof value.title === 'string' ? { title: value.title } : {};
  const imageUrl =
    'imageUrl' in value && typeof value.imageUrl === 'string' ? { imageUrl: value.imageUrl } : {};
  return [{ id: value.id, ...title, ...imageUrl }];
}
