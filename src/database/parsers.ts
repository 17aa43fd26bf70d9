import pg from 'pg';

const INT8 = 20;
const INT8_ARRAY = 1016;
const NUMERIC_ARRAY = 1231;

type Parser = (text: string) => unknown;

/** Reads an array of one dimension whose elements need no quotes, such as `{1,2,NULL}`. */
function arrayOf(element: Parser): Parser {
  return (text) =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((item) => (item === 'NULL' ? null : element(item)));
}

/** Where `pg` itself would lose digits: `bigint` and arrays of `numeric`; a `numeric` it gives as text already. */
const exact = new Map<number, Parser>([
  [INT8, BigInt],
  [INT8_ARRAY, arrayOf(BigInt)],
  [NUMERIC_ARRAY, arrayOf((item) => item)],
]);

/** How column values are read, by the connections that are given it and no others. */
export const parsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): Parser {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    return exact.get(oid) ?? pg.types.getTypeParser(oid, 'text');
  },
};
