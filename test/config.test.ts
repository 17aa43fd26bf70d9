import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

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
