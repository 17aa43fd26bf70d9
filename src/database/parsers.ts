import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;
const NUMERIC_ARRAY = 1231;

type Parser = (text: string) => unknown;

/** The default for `bigint[]` gives the texts of its elements, as any array's of text. */
const textArray: Parser = pg.types.getTypeParser(INT8_ARRAY, 'text');

function bigints(text: string): unknown {
  const values = textArray(text);
  return Array.isArray(values) ? values.map((value) => (value === null ? null : BigInt(value))) : values;
}

/** How column values are read, for the connections that are given it: `bigint` whole, `numeric` as its text. */
export const parsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    if (oid === INT8) return BigInt;
    if (oid === INT8_ARRAY) return bigints;
    // the default for arrays alone is a float, which loses digits
    if (oid === NUMERIC_ARRAY) return textArray;
    return pg.types.getTypeParser(oid, 'text');
  },
};
