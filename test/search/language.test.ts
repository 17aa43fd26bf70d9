import { expect, test } from 'vitest';
import { isCovered } from '../../src/search/language.ts';

const starter = ['en', 'de', 'es', 'fr', 'ja', 'ru'];

test.each<[string, readonly string[], boolean]>([
  ['red dress', ['ru'], true],
  ['czerwona sukienka', starter, true],
  ['красное платье', starter, true],
  ['красное платье', ['en'], false],
  ['червона сукня', ['uk-UA'], true],
  ['赤いドレス', starter, true],
  ['赤いドレス', ['zh'], false],
  ['红色连衣裙', ['zh-Hans'], true],
  // Han alone may be either
  ['红色连衣裙', starter, true],
  ['红色连衣裙', ['en'], false],
  ['빨간 드레스', starter, false],
  ['فستان أحمر', starter, false],
  ['κόκκινο φόρεμα', starter, false],
  ['ชุดเดรส', starter, false],
  ['लाल पोशाक', ['hi'], true],
  // by what most letters are
  ['Nike кроссовки', ['en'], false],
  ['Nike Air Max для бега', ['en'], true],
  ['42', ['en'], true],
  ['', ['en'], true],
  ['красное платье', [], true],
])('%s under a model of %j: %s', (text, languages, covered) => {
  expect(isCovered(text, languages)).toBe(covered);
});
