/** What an entry of the browser's history says beside its address. */
export interface Place {
  /** The enquiry of this page that has no address of its own. */
  readonly enquiry: string | null;
  /** How many details were opened one after the other, so that closing goes back over all of them. */
  readonly opened: number;
}

/** Every state of the history is one, also that of another version. */
export function readPlace(state: unknown): Place {
  const given = typeof state === 'object' && state !== null ? state : {};
  const enquiry = 'enquiry' in given && typeof given.enquiry === 'string' ? given.enquiry : null;
  const opened = 'opened' in given && typeof given.opened === 'number' ? given.opened : 0;
  return { enquiry, opened };
}
