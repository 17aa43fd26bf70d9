import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  print,
} from 'graphql';
import { maxPageSize } from '../src/catalog/list.ts';
import type { ErrorCode } from '../src/errors.ts';
import { maxComplexity, maxDepth } from '../src/graphql/limits.ts';
import { maxSubscriptionsPerSocket, subscriptionBounds } from '../src/http/bounds.ts';

const codes: Readonly<Record<ErrorCode, string>> = {
  BAD_USER_INPUT: 'Something sent can not be taken as it is; the message says what.',
  BAD_IMAGE: 'A picture is empty, damaged or can not be opened.',
  UNSUPPORTED_FORMAT: 'A picture is of a kind that is not taken.',
  PAYLOAD_TOO_LARGE: 'A body, a file or a picture is over its limit.',
  IMAGE_UNREACHABLE: 'A picture could not be fetched from its URL.',
  BLOCKED_ADDRESS: "A picture's URL leads to an address that is not public.",
  NOT_FOUND: 'What was named is not there.',
  CONFLICT: 'It is there already, or it changed meanwhile.',
  MODEL_LOADING: 'The model is loading; `retryAfterSeconds` says when to try again.',
  MODEL_UNAVAILABLE: 'There is no model, or it is switched off.',
  DATABASE_UNAVAILABLE: 'The database does not answer.',
  OVERLOADED: 'Too much at once; `retryAfterSeconds` says when to try again.',
  QUERY_TOO_COMPLEX: 'The operation is too large, too deep or asks for too much.',
  INTERNAL: "A fault of the server; `id` finds it in the server's log.",
};

const intro = `# The API

Everything is at \`/graphql\`: queries and mutations over HTTP, files by the
[multipart request specification](https://github.com/jaydenseric/graphql-multipart-request-spec), subscriptions over
WebSocket (\`graphql-transport-ws\`) or server-sent events. This page is printed from the schema by \`npm run schema\`.

Lists are pages: \`first\` is at most ${maxPageSize}, \`after\` is a cursor of an earlier page. One operation nests at most
${maxDepth} deep and costs at most ${maxComplexity} fields.

A caller has at most ${subscriptionBounds.maxOfOneCaller} subscriptions at once, the server ${subscriptionBounds.maxInAll}, one WebSocket ${maxSubscriptionsPerSocket}: more are \`OVERLOADED\`. A
caller is an address, so behind a proxy all are one. A caller who stays and reads nothing is cut.

A mutation answers with a union: its success, or a \`Failure\` that says what to do. A query that fails carries
\`extensions.code\`; both use these codes:

| code | means |
|---|---|
${Object.entries(codes)
  .map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  .join('\n')}
`;

const oneLine = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
const sentence = (text: string | null | undefined) => (text ? `: ${oneLine(text)}` : '');

/** An argument or a field of an input, as the schema language writes it. */
function given({ name, type, defaultValue }: GraphQLArgument | GraphQLInputField): string {
  const fallback = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return `${name}: ${type}${fallback === null || fallback === undefined ? '' : ` = ${print(fallback)}`}`;
}

function field({ name, args, type, description }: GraphQLField<unknown, unknown>): string {
  const list = args.length === 0 ? '' : `(${args.map(given).join(', ')})`;
  const told = args.filter((each) => each.description);
  const notes = told.map((each) => `\n  - \`${each.name}\`${sentence(each.description)}`);
  return `- \`${name}${list}: ${type}\`${sentence(description)}${notes.join('')}`;
}

function inputField(input: GraphQLInputField): string {
  return `- \`${given(input)}\`${sentence(input.description)}`;
}

function body(type: GraphQLNamedType): string[] {
  if (isObjectType(type) || isInterfaceType(type)) return Object.values(type.getFields()).map(field);
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(inputField);
  if (isEnumType(type)) {
    return type.getValues().map(({ name, description }) => `- \`${name}\`${sentence(description)}`);
  }
  if (isUnionType(type))
    return [
      type
        .getTypes()
        .map(({ name }) => `\`${name}\``)
        .join(', '),
    ];
  return [];
}

function section(type: GraphQLNamedType): string {
  const kinds = isObjectType(type) ? type.getInterfaces().map(({ name }) => `\`${name}\``) : [];
  const also = [
    ...(kinds.length > 0 ? [`Implements ${kinds.join(', ')}.`] : []),
    ...(isInputObjectType(type) && type.isOneOf ? ['Exactly one field is given.'] : []),
  ];
  const words = [oneLine(type.description), ...also].filter((text) => text !== '').join(' ');
  return [`### ${type.name}`, words, body(type).join('\n')].filter((text) => text !== '').join('\n\n');
}

/** The schema as a page for people: the doors first, then what goes in and comes out of them. */
export function apiDocs(schema: GraphQLSchema): string {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .filter((type) => !roots.some((root) => root?.name === type.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const chapters: [title: string, members: GraphQLNamedType[]][] = [
    ['Types', types.filter((type) => isObjectType(type) || isInterfaceType(type))],
    ['Results of mutations', types.filter(isUnionType)],
    ['Inputs', types.filter(isInputObjectType)],
    ['Enums', types.filter(isEnumType)],
    ['Scalars', types.filter(isScalarType)],
  ];
  const titles = ['Queries', 'Mutations', 'Subscriptions'];
  const doors = roots.flatMap((root, i) => (root ? [`## ${titles[i]}\n\n${body(root).join('\n')}`] : []));
  const rest = chapters
    .filter(([, members]) => members.length > 0)
    .map(([title, members]) => `## ${title}\n\n${members.map(section).join('\n\n')}`);
  return `${[intro.trim(), ...doors, ...rest].join('\n\n')}\n`;
}
