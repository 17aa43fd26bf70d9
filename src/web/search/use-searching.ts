import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { navigate, useHistoryState, usePathname, useSearch } from 'wouter/use-browser-location';
import { parseAddress, printAddress } from './address.ts';
import type { Asked, NamedProduct } from './asked.ts';
import { createEnquiries } from './enquiries.ts';
import { type Enquiry, listKey } from './enquiry.ts';
import { readPlace } from './place.ts';
import type { Photo, Question } from './question.ts';
import { rememberSearch } from './recent.ts';
import { printView, type View, wholeView } from './view.ts';

/** What is asked and shown, and all that can be done about it. The address is where it is kept. */
export function useSearching() {
  const client = useClient();
  const [enquiries] = useState(() =>
    createEnquiries({ client, onAnswered: goToAnswer, onRemembered: remember }),
  );
  const state = useSyncExternalStore(enquiries.subscribe, enquiries.state);
  const [path, query] = [usePathname(), useSearch()];
  const address = useMemo(() => parseAddress(path, query), [path, query]);
  const place = readPlace(useHistoryState<unknown>());

  const addressed = address.searchId
    ? [...state.enquiries.values()].find(({ searchId }) => searchId === address.searchId)
    : state.enquiries.get(place.enquiry ?? '');
  const shown = (state.asking && state.enquiries.get(state.asking.key)) ?? addressed ?? null;
  const view = state.asking?.view ?? address.view;
  const key = shown?.key;

  useEffect(() => {
    // going back or on leaves what was asked meanwhile
    addEventListener('popstate', enquiries.leave);
    return () => removeEventListener('popstate', enquiries.leave);
  }, [enquiries]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is a new object with each address
  useEffect(() => {
    if (address.searchId !== null) enquiries.load(enquiries.open(address.searchId).key, address.view);
    else if (place.enquiry !== null) enquiries.load(place.enquiry, address.view);
  }, [enquiries, address.searchId, place.enquiry, printView(address.view)]);
  const isAnswered = shown?.answeredView === listKey(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is a new object with each address
  useEffect(() => {
    if (key !== undefined && isAnswered) enquiries.count(key, view);
  }, [enquiries, key, isAnswered, printView(view)]);

  const ask = (asked: Asked) => {
    scrollTo(0, 0);
    enquiries.ask(asked, shown && { asked: shown.asked, view });
  };
  return {
    shown,
    view,
    enquiries: state.enquiries,
    /** Whether an address is opened that nothing is known of yet. */
    isOpening: shown === null && address.searchId !== null,
    /** Whose details are open; over what is being asked none are. */
    productId: state.asking === null ? address.productId : null,

    ask: (question: Question) => ask({ kind: 'question', question }),
    askEach(photos: readonly Photo[]) {
      scrollTo(0, 0);
      enquiries.askEach(
        photos.map((photo) => ({ kind: 'question', question: { text: '', photos: [photo] } })),
      );
    },
    like: (product: NamedProduct) => ask({ kind: 'similar', product }),
    retry: () => key !== undefined && enquiries.retry(key, view),
    more: () => key !== undefined && enquiries.more(key, view),
    cancel: () => key !== undefined && enquiries.cancel(key),
    /** Back to the start. */
    clear() {
      enquiries.leave();
      navigate('/');
    },
    /** Shows a search that was asked before. */
    open(searchId: string) {
      enquiries.leave();
      navigate(printAddress({ searchId, view: wholeView, productId: null }));
      scrollTo(0, 0);
    },
    /** Shows one of several that were asked together. */
    showTab(enquiry: Enquiry) {
      if (enquiry.answeredView === null) return enquiries.show(enquiry.key);
      enquiries.show(null);
      goToAnswer(enquiry, wholeView);
    },
    setView(next: View) {
      if (printView(next) === printView(view)) return;
      navigate(printAddress({ ...address, view: next, productId: null }), {
        state: { enquiry: place.enquiry, opened: 0 },
      });
    },
    hrefOf: (productId: string) => printAddress({ ...address, productId }),
    /** Where the details of a product are, but for its id. */
    detailsHref: detailsHref(printAddress({ ...address, productId: null })),
    openDetails(productId: string) {
      const opened = place.opened + 1;
      navigate(printAddress({ ...address, productId }), { state: { enquiry: place.enquiry, opened } });
    },
    closeDetails() {
      if (place.opened > 0) history.go(-place.opened);
      else navigate(printAddress({ ...address, productId: null }), { replace: true, state: place });
    },
  };
}

export type Searching = ReturnType<typeof useSearching>;

/** An answer has an address of its own; where searches are not remembered, only the page knows it. */
function goToAnswer({ key, searchId }: Enquiry, view: View): void {
  const place = { enquiry: searchId === null ? key : null, opened: 0 };
  navigate(printAddress({ searchId, view, productId: null }), { state: place });
}

function remember({ asked, searchId }: Enquiry): void {
  // what was opened by its address may be somebody else's
  if (searchId === null || asked.kind === 'reopened') return;
  const product = asked.kind === 'similar' ? asked.product : null;
  const imageUrl = product?.imageUrl ?? null;
  rememberSearch({ id: searchId, ...(product && { title: product.title }), ...(imageUrl && { imageUrl }) });
}

function detailsHref(address: string): string {
  return address.includes('?') ? `${address}&` : `${address}?`;
}
