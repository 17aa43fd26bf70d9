import type { Capabilities, Capability } from '../search/types.ts';
import { builder } from './builder.ts';
import { changesOf } from './changes.ts';

const CapabilityRef = builder.objectRef<Capability>('Capability').implement({
  description: 'Whether one way to search works.',
  fields: (t) => ({
    available: t.exposeBoolean('available'),
    degraded: t.exposeBoolean('degraded', { description: 'It answers, but less well than it could.' }),
    loading: t.exposeBoolean('loading', { description: 'It comes by itself: a model is about to be ready.' }),
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
    subscribe: (_root, _args, { watched, signal }) => changesOf(watched.capabilities.watch(), signal),
    resolve: (capabilities) => capabilities,
  }),
);
