import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { UploadedFile } from '../uploaded-file.ts';

const refuse = (message: string): never => {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
};

// a fault of ours, so no GraphQL error: it is masked
const unanswerable = (value: unknown): never => {
  throw new TypeError(`a scalar can't answer ${typeof value}`);
};

const textOf = (value: unknown, what: string): string =>
  typeof value === 'string' ? value : refuse(`${what} is given as text.`);

const literalText = (node: ValueNode, what: string): string =>
  node.kind === Kind.STRING ? node.value : refuse(`${what} is given as text.`);

// RFC 3339 with its offset: a time without one means another moment on another machine
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function dateOf(text: string): Date {
  const date = new Date(text);
  return rfc3339.test(text) && !Number.isNaN(date.getTime())
    ? date
    : refuse('A DateTime is written like 2026-01-31T12:00:00Z.');
}

/** A moment: RFC 3339 outside, a Date inside. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'A moment, such as "2026-01-31T12:00:00Z" (RFC 3339).',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time',
  serialize: (value) => (value instanceof Date ? value.toISOString() : unanswerable(value)),
  parseValue: (value) => dateOf(textOf(value, 'A DateTime')),
  parseLiteral: (node) => dateOf(literalText(node, 'A DateTime')),
});

function urlOf(text: string): string {
  const url = text.length <= 2048 && URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:'
    ? url.href
    : refuse('A URL starts with http:// or https:// and has at most 2,048 characters.');
}

/** An absolute http(s) URL. */
export const UrlScalar = new GraphQLScalarType<string, string>({
  name: 'URL',
  description: 'An absolute http or https URL.',
  serialize: (value) => (typeof value === 'string' ? value : unanswerable(value)),
  parseValue: (value) => urlOf(textOf(value, 'A URL')),
  parseLiteral: (node) => urlOf(literalText(node, 'A URL')),
});

const decimal = /^-?\d{1,20}(\.\d{1,10})?$/;

function decimalOf(text: string): string {
  return decimal.test(text)
    ? text
    : refuse('A Decimal is written like "12.90": at most 20 digits before the point and 10 after it.');
}

/** A decimal number as text, so that no digit is lost. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'A decimal number as text, such as "12.90"; a JSON number is taken too.',
  serialize: (value) => (typeof value === 'string' ? value : unanswerable(value)),
  parseValue: (value) => decimalOf(typeof value === 'number' ? String(value) : textOf(value, 'A Decimal')),
  parseLiteral: (node) =>
    // the digits as they were typed: going through a float would lose some
    decimalOf(
      node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : literalText(node, 'A Decimal'),
    ),
});

/** A file of a multipart request. */
export const UploadScalar = new GraphQLScalarType<UploadedFile, never>({
  name: 'Upload',
  description:
    'A file, sent by the GraphQL multipart request specification (https://github.com/jaydenseric/graphql-multipart-request-spec).',
  serialize: unanswerable,
  parseValue: (value) =>
    value instanceof UploadedFile
      ? value
      : refuse('An Upload is a file of a multipart request, named in its map; in the JSON it is null.'),
  parseLiteral: () => refuse('An Upload is given as a variable.'),
});
