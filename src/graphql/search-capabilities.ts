import type { Capabilities, Capability } from '../search/types.ts';
import { builder } from './builder.ts';
import { changes } from './changes.ts';
import type { Parts } from './context.ts';

const CapabilityRef = builder.objectRef<Capability>('Capability').implement({
  description: 'Whether one way to search works.',
  fields: (t) => ({
    available: t.exposeBoolean('available'),
    degraded: t.exposeBoolean('degraded', { description: 'It answers, but less well than it could.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why it is not all there.' }),
  }),
});

const CapabilitiesRef = builder.objectRef<Capabilities>('Capabilities').implement({
  description: 'What works now, so that a front end offers only that.',
  fields: (t) => ({
    searchByImage: t.expose('searchByImage', { type: CapabilityRef }),
    searchByText: t.expose('searchByText', { type: CapabilityRef }),
    similarProducts: t.expose('similarProducts', { type: CapabilityRef }),
  }),
});

/** Calls when what works is not what it was before; returns what ends that. */
function whenCapabilitiesChange(
  { database, embedder, search }: Pick<Parts, 'database' | 'embedder' | 'search'>,
  changed: () => void,
): () => void {
  let known: string | undefined;
  const look = async () => {
    const before = known;
    known = JSON.stringify(await search.capabilities());
    if (before !== undefined && before !== known) changed();
  };
  // where the database can't say, the next change asks again
  const check = () => void look().catch(() => {});
  check();
  // a model that is ready is searched a moment later, which the index tells of
  const ends = [embedder.onChange(check), database.events.subscribe('index', check)];
  return () => {
    for (const end of ends) end();
  };
}

builder.queryField('capabilities', (t) =>
  t.field({
    type: CapabilitiesRef,
    description: 'What works now.',
    resolve: (_root, _args, { parts }) => parts.search.capabilities(),
  }),
);

builder.subscriptionField('capabilities', (t) =>
  t.field({
    type: CapabilitiesRef,
    description: 'What works, at once, then whenever it changes.',
    subscribe: (_root, _args, { parts }) => changes((heard) => whenCapabilitiesChange(parts, heard)),
    resolve: (_tick, _args, { parts }) => parts.search.capabilities(),
  }),
);
