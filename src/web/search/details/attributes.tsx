import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';

const ProductAttributes = graphql(`
  fragment ProductAttributes on Product {
    externalId
    category
    brand
    attributes { name value }
  }
`);

interface AttributesProps {
  readonly product: FragmentType<typeof ProductAttributes>;
}

/** What the shop says of a product beside its text; a name that comes several times stands once. */
export function Attributes({ product: masked }: AttributesProps) {
  const { results } = useWords();
  const { externalId, category, brand, attributes } = readFragment(ProductAttributes, masked);
  const named = Map.groupBy(attributes, ({ name }) => name);
  const rows: [string, string][] = [
    ...(category ? [[results.details.category, category] satisfies [string, string]] : []),
    ...(brand ? [[results.details.brand, brand] satisfies [string, string]] : []),
    ...[...named].map(([name, all]): [string, string] => [name, all.map(({ value }) => value).join(', ')]),
    [results.details.number, externalId],
  ];
  return (
    <section>
      <h3 className="details-heading">{results.details.attributes}</h3>
      <dl className="attributes">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt dir="auto">{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
