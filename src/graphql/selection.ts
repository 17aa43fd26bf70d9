import { BREAK, type GraphQLResolveInfo, type SelectionNode, visit } from 'graphql';

/** Whether a document asks for one of these fields anywhere under the field that is being resolved. */
export function asksFor({ fieldNodes, fragments }: GraphQLResolveInfo, names: readonly string[]): boolean {
  const wanted = new Set(names);
  const spreads = new Set<string>();
  let found = false;
  const look = (node: SelectionNode) => {
    visit(node, {
      Field({ name }) {
        if (!wanted.has(name.value)) return undefined;
        found = true;
        return BREAK;
      },
      FragmentSpread({ name }) {
        spreads.add(name.value);
      },
    });
  };
  for (const node of fieldNodes) look(node);
  // a set takes on new names while it is walked, each once
  for (const spread of spreads) {
    for (const selection of fragments[spread]?.selectionSet.selections ?? []) look(selection);
  }
  return found;
}
