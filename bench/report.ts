/** What a figure has to hold, and whether it does. */
export interface Reach {
  /** In words, such as 'floor + 3'. */
  readonly text: string;
  readonly holds: boolean;
}

/** One line of the table: a figure beside its floor. */
export interface Row {
  readonly measure: string;
  readonly unit: string;
  /** The least that it can be, measured in the same run; null where there is none. */
  readonly floor: number | null;
  readonly ours: number;
  /** null where nothing is promised. */
  readonly reach: Reach | null;
  /** What else is known of it, for the JSON. */
  readonly details?: unknown;
}

/** `ours` is at most `most`. */
export function atMost(ours: number, most: number, text = `≤ ${most}`): Reach {
  return { text, holds: ours <= most };
}

export function atLeast(ours: number, least: number, text = `≥ ${least}`): Reach {
  return { text, holds: ours >= least };
}

/** The rows as aligned text, a heading first. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['measure', 'unit', 'floor', 'ours', 'difference', 'reach', ''],
    ...rows.map(({ measure, unit, floor, ours, reach }) => [
      measure,
      unit,
      floor === null ? '–' : figure(floor),
      figure(ours),
      floor === null ? '–' : figure(ours - floor),
      reach?.text ?? '',
      reach === null ? '' : reach.holds ? 'ok' : 'miss',
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column >= 2 && column <= 4 ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Three digits that count, whatever the size. */
function figure(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3).replace(/0$/, '');
}
