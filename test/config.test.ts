import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, settingsInForce } from '../src/config.ts';

describe('CORS_ORIGINS', () => {
  test.each(['shop.example.com', 'https://shop.example.com/', 'https://a.example, b', '*'])(
    '%s is refused by name, with what is allowed',
    (given) => {
      const read = () => readConfig({ CORS_ORIGINS: given });
      expect(read).toThrow(ConfigError);
      expect(read).toThrow(/^CORS_ORIGINS is .* origins such as https:\/\/shop\.example\.com/);
    },
  );

  test('takes several, and nothing', () => {
    expect(readConfig({ CORS_ORIGINS: 'https://a.example, http://b.example:81' }).CORS_ORIGINS).toEqual([
      'https://a.example',
      'http://b.example:81',
    ]);
    expect(readConfig({}).CORS_ORIGINS).toEqual([]);
  });
});

describe('what is told of DATABASE_URL', () => {
  test.each([
    ['postgres://me:secret@db.example.com:5433/shop', 'postgres://•••@db.example.com:5433/shop'],
    ['postgresql://secret@db.example.com/shop', 'postgresql://•••@db.example.com/shop'],
    ['postgres://db.example.com/shop', 'postgres://db.example.com/shop'],
    ['postgres:///shop?host=/run/pg&password=secret', 'postgres:///shop?•••'],
    ['postgres://me:1/secret@db.example.com/shop', 'postgres://me:1/•••'],
    ['postgres:me:secret@db.example.com/shop', 'postgres:•••'],
    ['POSTGRES://me:secret@db.example.com/shop', 'postgres://•••@db.example.com/shop'],
  ])('%s is %s', (given, told) => {
    const found = settingsInForce(readConfig({ DATABASE_URL: given })).find(
      ({ name }) => name === 'DATABASE_URL',
    );
    expect(found).toMatchObject({ value: told, isDefault: false });
  });
});

test('what is refused is told without its password', () => {
  for (const given of ['mysql://me:secret@db.example.com/shop', 'redis://db.example.com?password=secret']) {
    expect(() => readConfig({ DATABASE_URL: given })).toThrow(/^DATABASE_URL is "[a-z]+:•••"; allowed is /);
  }
});

test('settings are at their defaults where nothing is said', () => {
  expect(settingsInForce(readConfig({})).filter(({ isDefault }) => !isDefault)).toEqual([]);
});
