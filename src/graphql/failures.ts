import type { VitrineError } from '../errors.ts';
import { builder } from './builder.ts';
import { Conflict, ImageFailure, InvalidInput, NotFound, Unavailable } from './errors.ts';

/** What a mutation can answer with instead of its success. */
export const Failure = builder.interfaceRef<VitrineError>('Failure').implement({
  description: 'A mutation that did nothing: why, and what to do.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable, for programs.' }),
    message: t.exposeString('message', { description: 'For people.' }),
    path: t.stringList({
      nullable: true,
      description: 'Where in the arguments, such as ["input", "price", "amount"].',
      resolve: (failure) => failure.inputPath,
    }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  description: 'What was sent cannot be taken as it is.',
  interfaces: [Failure],
});
builder.objectType(NotFound, {
  name: 'NotFound',
  description: 'What was named is not there.',
  interfaces: [Failure],
});
builder.objectType(Conflict, {
  name: 'Conflict',
  description: 'It is there already, or it changed meanwhile.',
  interfaces: [Failure],
});
builder.objectType(ImageFailure, {
  name: 'ImageFailure',
  description: 'A picture cannot be used: not reached, too large, damaged, or of a kind that is not taken.',
  interfaces: [Failure],
});
builder.objectType(Unavailable, {
  name: 'Unavailable',
  description: 'Not now: a part of the server is loading, busy or switched off.',
  interfaces: [Failure],
  fields: (t) => ({
    retryAfterSeconds: t.int({
      nullable: true,
      description: 'When trying again makes sense.',
      resolve: (failure) => failure.retryAfterSeconds,
    }),
  }),
});
