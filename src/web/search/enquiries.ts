import type { Client } from 'urql';
import { type Outcome, type PageRequest, requestPage } from './answer.ts';
import { type Asked, isRefined } from './asked.ts';
import {
  askedAgain,
  type Enquiry,
  emptyList,
  facetsKey,
  listKey,
  type ResultList,
  withLatest,
  withPage,
} from './enquiry.ts';
import { type View, wholeView } from './view.ts';

/** What is kept of those asked before, so that going back is at once. */
const mostEnquiries = 24;
const mostViews = 6;
/** Few, to be there soon: whoever scrolls has the next before they get there. */
const pageSize = 24;

export interface EnquiriesState {
  readonly enquiries: ReadonlyMap<string, Enquiry>;
  /** The one that is shown before it has an address of its own, and how it will be looked at. */
  readonly asking: { readonly key: string; readonly view: View } | null;
}

export interface EnquiriesNeeds {
  readonly client: Client;
  /** The one that is shown has its first answer, and so an address. */
  readonly onAnswered: (enquiry: Enquiry, view: View) => void;
  /** Any one has its first answer. */
  readonly onRemembered: (enquiry: Enquiry) => void;
}

export type Enquiries = ReturnType<typeof createEnquiries>;

/** The questions of a page and their answers. Only the answer of the newest question is shown by itself. */
export function createEnquiries({ client, onAnswered, onRemembered }: EnquiriesNeeds) {
  let state: EnquiriesState = { enquiries: new Map(), asking: null };
  // the history outlives the page: with the time of its loading a key is of this page alone
  let count = 0;
  const listeners = new Set<() => void>();
  /** What stops the requests that are under way, by enquiry and what for. */
  const running = new Map<string, () => void>();

  const set = (next: Partial<EnquiriesState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const change = (key: string, next: (enquiry: Enquiry) => Partial<Enquiry>) => {
    const enquiry = state.enquiries.get(key);
    if (enquiry) set({ enquiries: new Map(state.enquiries).set(key, { ...enquiry, ...next(enquiry) }) });
  };
  const changeList = (key: string, view: View, next: (list: ResultList) => ResultList) =>
    change(key, ({ lists }) => {
      const list = next(lists.get(listKey(view)) ?? emptyList);
      return { lists: withLatest(lists, listKey(view), list, mostViews) };
    });

  const stop = (key: string, job: 'results' | 'facets') => {
    running.get(`${key} ${job}`)?.();
    running.delete(`${key} ${job}`);
  };
  const request = (
    enquiry: Enquiry,
    job: 'results' | 'facets',
    page: PageRequest,
    onOutcome: (outcome: Outcome) => void,
  ) => {
    stop(enquiry.key, job);
    const asked = askedAgain(enquiry);
    const end = requestPage(client, asked, page, (outcome) => {
      running.delete(`${enquiry.key} ${job}`);
      onOutcome(outcome);
    });
    running.set(`${enquiry.key} ${job}`, end);
  };

  /** Begins an enquiry; what no one will go back to is forgotten. */
  const begin = (asked: Asked, searchId: string | null): Enquiry => {
    count += 1;
    const enquiry: Enquiry = {
      key: `${performance.timeOrigin}-${count}`,
      asked,
      told: null,
      searchId,
      isGone: false,
      isCancelled: false,
      lists: new Map(),
      answeredView: null,
      facets: new Map(),
      group: [],
    };
    const others = [...state.enquiries].slice(-mostEnquiries);
    set({ enquiries: new Map([...others, [enquiry.key, enquiry]]) });
    return enquiry;
  };

  const stopAsking = () => {
    const { asking } = state;
    if (asking === null) return;
    const group = state.enquiries.get(asking.key)?.group ?? [];
    for (const key of group.length > 0 ? group : [asking.key]) {
      if (state.enquiries.get(key)?.answeredView === null) stop(key, 'results');
    }
    set({ asking: null });
  };

  /** Nothing is asked for any more: lists that were not answered go, those that were stay as they are. */
  const settle = (key: string) => {
    stop(key, 'results');
    change(key, ({ lists }) => ({
      lists: new Map(
        [...lists].flatMap(([view, list]) => (list.answer ? [[view, { ...list, asks: null }] as const] : [])),
      ),
    }));
  };

  const receive = (key: string, view: View, outcome: Outcome) => {
    if (outcome.kind === 'gone') {
      settle(key);
      return change(key, () => ({ isGone: true }));
    }
    if (outcome.kind === 'failed') {
      return changeList(key, view, (list) => ({ ...list, asks: null, error: outcome.error }));
    }
    const before = state.enquiries.get(key);
    const { page, told } = outcome;
    changeList(key, view, (list) => withPage(list, page));
    change(key, ({ searchId }) => ({
      searchId: searchId ?? page.search?.id ?? null,
      answeredView: listKey(view),
      ...(told && { told }),
    }));
    const enquiry = state.enquiries.get(key);
    if (enquiry === undefined || before?.answeredView !== null) return;
    onRemembered(enquiry);
    if (state.asking?.key !== key) return;
    set({ asking: null });
    onAnswered(enquiry, view);
  };

  /** Asks for the first page of a view, unless it is there or on its way. */
  const load = (key: string, view: View) => {
    const enquiry = state.enquiries.get(key);
    const list = enquiry?.lists.get(listKey(view));
    if (enquiry === undefined || enquiry.isGone || list?.asks || list?.answer) return;
    settle(key);
    change(key, () => ({ isCancelled: false }));
    changeList(key, view, () => ({ ...emptyList, asks: 'first' }));
    request(enquiry, 'results', { view, first: pageSize, after: null, facets: false }, (outcome) =>
      receive(key, view, outcome),
    );
  };

  /** Asks for the next page. */
  const more = (key: string, view: View) => {
    const enquiry = state.enquiries.get(key);
    const list = enquiry?.lists.get(listKey(view));
    if (!enquiry || !list?.hasMore || list.asks) return;
    changeList(key, view, (one) => ({ ...one, asks: 'more', error: null }));
    const page = { view, first: pageSize, after: list.endCursor, facets: false };
    request(enquiry, 'results', page, (outcome) => receive(key, view, outcome));
  };

  return {
    state: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Asks, in place of what is asked now. A refined question keeps the view. */
    ask(asked: Asked, shown: { asked: Asked; view: View } | null) {
      stopAsking();
      const { key } = begin(asked, null);
      const view = shown && isRefined(shown.asked, asked) ? shown.view : wholeView;
      set({ asking: { key, view } });
      load(key, view);
    },

    /** Asks several questions one by one, and shows the first. */
    askEach(questions: readonly Asked[]) {
      stopAsking();
      const keys = questions.map((asked) => begin(asked, null).key);
      for (const key of keys) change(key, () => ({ group: keys }));
      set({ asking: keys[0] === undefined ? null : { key: keys[0], view: wholeView } });
      for (const key of keys) load(key, wholeView);
    },

    /** Shows one that is not answered yet; null: what the address says. */
    show(key: string | null) {
      set({ asking: key === null ? null : { key, view: wholeView } });
    },

    /** The enquiry of a search's id: one that is known here, or else one begun to reopen it. */
    open(searchId: string): Enquiry {
      const known = [...state.enquiries.values()].find((one) => one.searchId === searchId);
      return known ?? begin({ kind: 'reopened', searchId }, searchId);
    },

    load,

    /** Asks again for what failed or was stopped. */
    retry(key: string, view: View) {
      const list = state.enquiries.get(key)?.lists.get(listKey(view));
      if (list?.answer) more(key, view);
      else load(key, view);
    },

    more,

    /** Counts what the results have; what is known stays meanwhile. */
    count(key: string, view: View) {
      const enquiry = state.enquiries.get(key);
      if (!enquiry || enquiry.answeredView === null || enquiry.facets.has(facetsKey(view))) return;
      request(enquiry, 'facets', { view, first: 1, after: null, facets: true }, (outcome) => {
        // where they fail the results are there all the same, and the next view asks again
        if (outcome.kind !== 'page' || !outcome.page.facets) return;
        const { told } = outcome;
        const { facets } = outcome.page;
        change(key, (one) => ({
          facets: withLatest(one.facets, facetsKey(view), facets, mostViews),
          ...(told && { told }),
        }));
      });
    },

    /** Stops what is asked for; a question that was not answered yet can be asked again. */
    cancel(key: string) {
      settle(key);
      change(key, ({ answeredView }) => ({ isCancelled: answeredView === null }));
    },

    /** Leaves what is asked for: the address says what is shown. */
    leave: stopAsking,
  };
}
