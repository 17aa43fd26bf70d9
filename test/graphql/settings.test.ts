import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import { settings } from '../operations.ts';

let server: TestServer;
const secret = 'open-sesame';

beforeAll(async () => {
  server = await startServer({
    MODEL: 'none',
    MAX_UPLOAD_MB: '7',
    FETCH_PRIVATE_NETWORKS: '10.1.0.0/16,10.2.0.0/16',
    IMAGES_BASE_URL: `https://pictures.example.com/all/?token=${secret}#${secret}`,
  });
});
afterAll(() => server.stop());

test('settings are told as they are in force, what was changed marked as such', async () => {
  const { settings: told } = dataOf(await server.graphql(settings));
  const named = new Map(told.map((setting) => [setting.name, setting]));
  expect(named.get('MAX_UPLOAD_MB')).toEqual({
    name: 'MAX_UPLOAD_MB',
    value: '7',
    default: '20',
    unit: 'MB',
    description: expect.stringContaining('largest picture'),
    isDefault: false,
  });
  expect(named.get('MODEL')).toMatchObject({ value: 'none', default: 'starter', unit: null });
  expect(named.get('FETCH_PRIVATE_NETWORKS')).toMatchObject({ value: '10.1.0.0/16, 10.2.0.0/16' });
  expect(named.get('FETCH_TIMEOUT_MS')).toMatchObject({ value: '15000', isDefault: true });
  expect(named.get('PUBLIC_URL')).toMatchObject({ value: '', default: '', isDefault: true });
});

test('what is secret in a URL never leaves', async () => {
  const answer = await server.graphql(settings);
  expect(JSON.stringify(answer)).not.toContain(secret);
  const found = dataOf(answer).settings.find(({ name }) => name === 'IMAGES_BASE_URL');
  expect(found).toMatchObject({
    value: 'https://pictures.example.com/all/?•••#•••',
    isDefault: false,
  });
});
