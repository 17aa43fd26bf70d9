import { VitrineError } from '../errors.ts';

const attributePrefix = 'attribute:';
const required = ['externalId', 'title'] as const;
const optional = ['description', 'brand', 'category', 'price', 'currency', 'url'] as const;
const special = ['inStock', 'images'] as const;
const known: readonly string[] = [...required, ...optional, ...special];
const clearedByBlank: ReadonlySet<string> = new Set(optional);

/** What a column of a CSV file holds. */
export type Column = { readonly field: string } | { readonly attribute: string };

const maxShownLength = 100;

/**
 * Reads the first row of a CSV file.
 * @throws {VitrineError} BAD_USER_INPUT where a column is unknown, comes twice or lacks
 */
export function readHeader(cells: readonly string[]): readonly Column[] {
  const columns = cells.map((cell): Column => {
    const name = cell.trim();
    if (name.startsWith(attributePrefix) && name.length > attributePrefix.length) {
      return { attribute: name.slice(attributePrefix.length).trim() };
    }
    if (known.includes(name)) return { field: name };
    throw new VitrineError(
      'BAD_USER_INPUT',
      `The CSV has an unknown column ${JSON.stringify(name.slice(0, maxShownLength))}. Columns are separated by commas and named ${known.join(', ')}; ` +
        'what else the shop knows goes into columns named attribute:NAME.',
    );
  });
  const fields = columns.flatMap((column) => ('field' in column ? [column.field] : []));
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) throw new VitrineError('BAD_USER_INPUT', `The CSV has the column ${twice} twice.`);
  const lacking = required.find((field) => !fields.includes(field));
  if (lacking !== undefined) throw new VitrineError('BAD_USER_INPUT', `The CSV lacks the column ${lacking}.`);
  return columns;
}

/** A row laid out as a line of NDJSON. A blank cell clears its field; a column that is absent leaves it as it is. */
export function recordOfRow(columns: readonly Column[], cells: readonly string[]): unknown {
  const record: Record<string, unknown> = {};
  const attributes: { name: string; value: string }[] = [];
  for (const [index, column] of columns.entries()) {
    const cell = (cells[index] ?? '').trim();
    if ('attribute' in column) {
      if (cell !== '') attributes.push({ name: column.attribute, value: cell });
    } else if (column.field === 'images') {
      record.images = cell
        .split('|')
        .map((image) => image.trim())
        .filter((image) => image !== '');
    } else if (column.field === 'inStock') {
      if (cell !== '') record.inStock = truth(cell);
    } else {
      record[column.field] = cell === '' && clearedByBlank.has(column.field) ? null : cell;
    }
  }
  if (columns.some((column) => 'attribute' in column)) record.attributes = attributes;
  return record;
}

function truth(cell: string): boolean | string {
  const word = cell.toLowerCase();
  if (['true', 'yes', '1'].includes(word)) return true;
  return ['false', 'no', '0'].includes(word) ? false : cell;
}
