import { navigate } from 'wouter/use-browser-location';
import { type Address, parseAddress, printAddress } from './address.ts';
import type { Asked, NamedProduct } from './asked.ts';
import type { Enquiries, EnquiriesState } from './enquiries.ts';
import type { Enquiry } from './enquiry.ts';
import { type Place, readPlace } from './place.ts';
import type { Photo, Question } from './question.ts';
import { printView, type View, wholeView } from './view.ts';

/** What is shown: that which is asked now, else what the address says. */
export interface Shown {
  readonly address: Address;
  readonly place: Place;
  readonly enquiry: Enquiry | null;
  readonly view: View;
}

export function shownOf({ enquiries, asking }: EnquiriesState, address: Address, place: Place): Shown {
  const addressed = address.searchId
    ? [...enquiries.values()].find(({ searchId }) => searchId === address.searchId)
    : enquiries.get(place.enquiry ?? '');
  const enquiry = (asking && enquiries.get(asking.key)) ?? addressed ?? null;
  return { address, place, enquiry, view: asking?.view ?? address.view };
}

/** An answer has an address of its own; where searches are not remembered, only the page knows it. */
export function goToAnswer({ key, searchId }: Enquiry, view: View): void {
  const place = { enquiry: searchId === null ? key : null, opened: 0 };
  navigate(printAddress({ searchId, view, productId: null }), { state: place });
}

export type Actions = ReturnType<typeof createActions>;

/** All that can be done on the page. Each looks where the page stands when it is called, so they never change. */
export function createActions(enquiries: Enquiries) {
  const now = (): Shown =>
    shownOf(enquiries.state(), parseAddress(location.pathname, location.search), readPlace(history.state));
  const ask = (asked: Asked) => {
    const { enquiry, view } = now();
    scrollTo(0, 0);
    enquiries.ask(asked, enquiry && { asked: enquiry.asked, view });
  };
  const onShown = (act: (key: string, view: View) => void) => () => {
    const { enquiry, view } = now();
    if (enquiry) act(enquiry.key, view);
  };
  return {
    ask: (question: Question) => ask({ kind: 'question', question }),
    askEach(photos: readonly Photo[]) {
      scrollTo(0, 0);
      enquiries.askEach(
        photos.map((photo) => ({ kind: 'question', question: { text: '', photos: [photo] } })),
      );
    },
    like: (product: NamedProduct) => ask({ kind: 'similar', product }),
    retry: onShown(enquiries.retry),
    more: onShown(enquiries.more),
    cancel: onShown(enquiries.cancel),
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
    setView(view: View) {
      const { address, place } = now();
      if (printView(view) === printView(address.view)) return;
      navigate(printAddress({ ...address, view, productId: null }), { state: { ...place, opened: 0 } });
    },
    openDetails(productId: string) {
      const { address, place } = now();
      // over details that were opened by their address nothing lies to go back to
      const opened = address.productId !== null && place.opened === 0 ? 0 : place.opened + 1;
      navigate(printAddress({ ...address, productId }), { state: { ...place, opened } });
    },
    closeDetails() {
      const { address, place } = now();
      if (place.opened > 0) history.go(-place.opened);
      else navigate(printAddress({ ...address, productId: null }), { replace: true, state: place });
    },
  };
}
