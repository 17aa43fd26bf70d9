import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { useHistoryState, usePathname, useSearch } from 'wouter/use-browser-location';
import { createActions, goToAnswer, shownOf } from './actions.ts';
import { parseAddress } from './address.ts';
import { createEnquiries } from './enquiries.ts';
import { type Enquiry, listKey } from './enquiry.ts';
import { readPlace } from './place.ts';
import { rememberSearch } from './recent.ts';

/** What is asked and shown, and all that can be done about it. The address is where it is kept. */
export function useSearching() {
  const client = useClient();
  const [{ enquiries, actions }] = useState(() => {
    const asked = createEnquiries({ client, onAnswered: goToAnswer, onRemembered: remember });
    return { enquiries: asked, actions: createActions(asked) };
  });
  const state = useSyncExternalStore(enquiries.subscribe, enquiries.state);
  const [path, query] = [usePathname(), useSearch()];
  const address = useMemo(() => parseAddress(path, query), [path, query]);
  const place = readPlace(useHistoryState<unknown>());
  const { enquiry, view } = shownOf(state, address, place);
  const key = enquiry?.key;

  useEffect(() => {
    // going back or on leaves what was asked meanwhile
    addEventListener('popstate', enquiries.leave);
    return () => removeEventListener('popstate', enquiries.leave);
  }, [enquiries]);
  const { searchId, view: addressedView } = address;
  useEffect(() => {
    if (searchId !== null) enquiries.load(enquiries.open(searchId).key, addressedView);
    else if (place.enquiry !== null) enquiries.load(place.enquiry, addressedView);
  }, [enquiries, searchId, place.enquiry, addressedView]);
  const isAnswered = enquiry?.answeredView === listKey(view);
  useEffect(() => {
    if (key !== undefined && isAnswered) enquiries.count(key, view);
  }, [enquiries, key, isAnswered, view]);

  return {
    ...actions,
    address,
    enquiry,
    view,
    enquiries: state.enquiries,
    /** Whether an address is opened that nothing is known of yet. */
    isOpening: enquiry === null && searchId !== null,
    /** Whose details are open; over what is being asked none are. */
    productId: state.asking === null ? address.productId : null,
  };
}

/** What this visitor asked here; what was opened by its address may be somebody else's. */
function remember({ asked, searchId }: Enquiry): void {
  if (searchId === null || asked.kind === 'reopened') return;
  const product = asked.kind === 'similar' ? asked.product : null;
  const imageUrl = product?.imageUrl ?? null;
  rememberSearch({ id: searchId, ...(product && { title: product.title }), ...(imageUrl && { imageUrl }) });
}
