import type { Query } from './queries.ts';

const colours = /\b(red|orange|yellow|green|light blue|blue|purple|brown|black|grey|white|pink)\b/i;

interface Named {
  readonly externalId: string;
  readonly title: string;
}

/** A thing and the name of another colour, where the thing is sold in that colour too, and that one is right. */
export function byColours(products: readonly Named[]): Query[] {
  const families = new Map<string, { readonly colour: string; readonly externalId: string }[]>();
  for (const { externalId, title } of products) {
    const [colour] = colours.exec(title) ?? [];
    if (colour === undefined) continue;
    const thing = title.toLowerCase().replace(colours, '').replace(/\s+/g, ' ').trim();
    families.set(thing, [...(families.get(thing) ?? []), { colour: colour.toLowerCase(), externalId }]);
  }
  return [...families.values()].flatMap((family) =>
    family.flatMap((asked) =>
      family
        .filter(({ colour }) => colour !== asked.colour)
        .map(({ colour, externalId }) => ({
          question: { product: asked.externalId, text: colour },
          relevant: [externalId],
        })),
    ),
  );
}
