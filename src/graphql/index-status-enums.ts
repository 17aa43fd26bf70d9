import { indexingErrorCodes } from '../indexing/types.ts';
import { builder } from './builder.ts';

export const ImageIndexStateEnum = builder.enumType('ImageIndexState', {
  description: 'Where a picture stands under the active model.',
  values: {
    PENDING: { description: 'It waits for its vector, or for another attempt.' },
    INDEXED: { description: 'It is found by search.' },
    FAILED: { description: 'It could not be indexed; the reason is kept.' },
  } as const,
});

const meanings: Readonly<Record<(typeof indexingErrorCodes)[number], string>> = {
  NOT_FOUND: 'There is no picture at its address.',
  FORBIDDEN: 'Its host does not give it to this server.',
  TIMEOUT: 'Its host took too long.',
  UNREACHABLE: 'Its host did not answer, or with an error.',
  TOO_LARGE: 'It has too many bytes or pixels.',
  UNSUPPORTED_FORMAT: 'It is no JPEG, PNG, WebP, GIF or AVIF.',
  CORRUPT: 'Its bytes are damaged.',
  BLOCKED_ADDRESS: 'Its address is not a public one.',
  MODEL_FAILED: 'The model ended or failed over it.',
};

export const IndexingErrorCodeEnum = builder.enumType('IndexingErrorCode', {
  description: 'Why a picture has no vector; stable for programs.',
  values: Object.fromEntries(
    indexingErrorCodes.map((code) => [code, { value: code, description: meanings[code] }] as const),
  ),
});
