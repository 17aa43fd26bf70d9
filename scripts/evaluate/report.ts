import { type Measured, type Outcome, worstOf } from './measure.ts';
import { type Estimate, measures } from './metrics.ts';
import { nameOf } from './queries.ts';

const headings = ['set', 'questions', 'by', 'R@1', 'R@10', 'MRR', 'nDCG@10'];

/** A line a set and mode, as aligned text, a heading first. */
export function table(rows: readonly Measured[]): string {
  const cells = [
    headings,
    ...rows.map(({ set, mode, figures, outcomes }, at) => {
      const isFirst = rows[at - 1]?.set !== set;
      const name = isFirst ? [set, String(outcomes.length)] : ['', ''];
      return [...name, mode, ...measures.map((measure) => figure(figures[measure]))];
    }),
  ];
  const widths = headings.map((_heading, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The questions of a set that were answered worst, with what was found instead. */
export function worstLines(measured: Measured, count: number): string[] {
  const worst = worstOf(measured, count);
  if (worst.length === 0) return [];
  return [`${measured.set}, ${measured.mode}:`, ...worst.map((outcome) => `  ${describe(outcome)}`)];
}

function describe({ query, found, scores }: Outcome): string {
  const [first] = found;
  const place = scores.mrr === 0 ? 'not found' : `at place ${Math.round(1 / scores.mrr)}`;
  const [wanted = '', ...others] = query.relevant;
  const title = found.find(({ externalId }) => externalId === wanted)?.title;
  const name = title === undefined ? wanted : `${wanted} (${title})`;
  const more = others.length === 0 ? '' : ` or ${others.length} more`;
  return `${JSON.stringify(nameOf(query))}: ${name}${more} ${place}; first is ${first?.title ?? 'nothing'}`;
}

const figure = ({ mean, low, high }: Estimate) => `${share(mean)} (${share(low)}–${share(high)})`;
/** Two digits, as .87. */
const share = (value: number) => value.toFixed(2).replace(/^0/, '');
