import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import { isObjectType } from 'graphql';
import { VitrineError } from '../errors.ts';
import type { UploadedFile } from '../uploaded-file.ts';
import type { Context } from './context.ts';
import { InvalidInput, Unavailable } from './errors.ts';
import { maxComplexity } from './limits.ts';
import { decodeGlobalId, encodeGlobalId } from './node.ts';
import { DateTimeScalar, DecimalScalar, UploadScalar, UrlScalar } from './scalars.ts';

const capitalize = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** What every type of the schema is registered on. */
export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string | number | bigint };
    DateTime: { Input: Date; Output: Date };
    Decimal: { Input: string; Output: string };
    Upload: { Input: UploadedFile; Output: never };
    URL: { Input: string; Output: string };
  };
}>({
  // errors first: it is the outermost, so that it sees what the others throw
  plugins: [ErrorsPlugin, RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  errors: {
    defaultTypes: [InvalidInput, Unavailable],
    defaultUnionOptions: { name: ({ fieldName }) => `${capitalize(fieldName)}Result` },
    defaultResultOptions: { name: ({ fieldName }) => `${capitalize(fieldName)}Success` },
  },
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodesOnConnection: { complexity: { field: 1, multiplier: 1 } },
    // the connection has counted its page already
    edgesFieldOptions: { nullable: { list: false, items: false }, complexity: { field: 1, multiplier: 1 } },
    nodeFieldOptions: { nullable: false },
    nodeQueryOptions: {
      description: 'Anything that has an id, by it; null where there is none.',
      resolve: (_root, { id }, _context, info, resolveNode) => {
        const type = info.schema.getType(id.typename);
        const isNode = isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');
        return isNode ? resolveNode(id) : null;
      },
    },
    nodesQueryOptions: false,
    nodeTypeOptions: { description: 'Anything that has an id.' },
    pageInfoTypeOptions: { description: 'Where a page stands among the others.' },
  },
  complexity: {
    limit: { complexity: maxComplexity },
    complexityError: (_kind, { complexity }) =>
      new VitrineError(
        'QUERY_TOO_COMPLEX',
        `This operation asks for about ${complexity} fields; at most ${maxComplexity} are answered. Ask for smaller pages or fewer fields.`,
      ),
  },
});

builder.addScalarType('DateTime', DateTimeScalar);
builder.addScalarType('Decimal', DecimalScalar);
builder.addScalarType('Upload', UploadScalar);
builder.addScalarType('URL', UrlScalar);

// the roots: each subject adds its fields
builder.queryType({});
builder.mutationType({});
builder.subscriptionType({});
