import { Kind, type OperationDefinitionNode, parse } from 'graphql';
import { z } from 'zod';
import { maxTokens } from './limits.ts';

const request = z.object({ query: z.string(), operationName: z.string().nullish() });

/**
 * Whether what was asked for is importProducts and nothing else, so that its file may be as large as IMPORT_MAX_MB says;
 * beside other fields it is held to what holds for theirs.
 */
export function isImport(operation: unknown): boolean {
  const asked = request.safeParse(operation);
  if (!asked.success) return false;
  const definition = operationOf(asked.data.query, asked.data.operationName ?? undefined);
  if (definition?.operation !== 'mutation') return false;
  const names = definition.selectionSet.selections.map((selection) =>
    selection.kind === Kind.FIELD ? selection.name.value : undefined,
  );
  return names.filter((name) => name !== '__typename').join() === 'importProducts';
}

function operationOf(query: string, name: string | undefined): OperationDefinitionNode | undefined {
  try {
    const { definitions } = parse(query, { noLocation: true, maxTokens });
    return definitions
      .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
      .find((operation) => name === undefined || operation.name?.value === name);
  } catch {
    // what is wrong with it is said where it is executed
    return undefined;
  }
}
