import { cp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { connectDatabase } from '../../src/database/connect.ts';
import { type FreshDatabase, freshDatabase, freshDataDir, silent } from '../helpers/database.ts';
import { freePort, run } from '../helpers/program.ts';

// each run starts a model
vi.setConfig({ testTimeout: 60_000 });

const findingsForm = z.array(
  z.strictObject({
    part: z.string(),
    level: z.enum(['ok', 'warn', 'fail']),
    found: z.string(),
    todo: z.string().optional(),
  }),
);

let fresh: FreshDatabase;
beforeEach(async () => {
  fresh = await freshDatabase();
});
afterEach(() => fresh.stop());

async function examine(settings: Readonly<Record<string, string>> = {}) {
  const doctor = run(
    'scripts/doctor.ts',
    { PORT: String(await freePort()), ...fresh.environment, ...settings },
    ['--json'],
  );
  const code = await doctor.ended();
  const findings = findingsForm.parse(JSON.parse(doctor.output()));
  return { code, findings, of: (part: string) => findings.filter((finding) => finding.part === part) };
}

test('a machine that has everything is well, also while a server has its database open', async () => {
  const database = await connectDatabase(fresh.config, silent);
  const { code, findings, of } = await examine();
  await database.stop();
  expect(findings.filter(({ level }) => level === 'fail')).toEqual([]);
  expect(code).toBe(0);
  expect(of('migrations')).toMatchObject([{ level: 'ok' }]);
  expect(of('vectors')).toMatchObject([{ level: 'ok', found: expect.stringMatching(/^pgvector 0\.[89]/) }]);
  const where = fresh.kind === 'embedded' ? new RegExp(`open in process ${process.pid} `) : /^reached at /;
  expect(of('database')[0]?.found).toMatch(where);
  expect(of('model')).toMatchObject([
    { level: 'ok' },
    { level: 'ok', found: expect.stringMatching(/self-check/) },
  ]);
});

test('what lacks is said, each with what to do', async () => {
  const models = await freshDataDir();
  await cp('models/starter', join(models.path, 'starter'), { recursive: true });
  await writeFile(join(models.path, 'starter', 'text.onnx'), 'damaged');
  const other = createServer((_request, response) => response.end('somebody else')).listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, of } = await examine({
    MODELS_DIR: models.path,
    PORT: String(port),
    DATABASE_URL: `postgres://nobody:secret@127.0.0.1:${await freePort()}/none`,
  });
  other.close();
  await models.stop();
  expect(code).toBe(1);
  expect(of('model')).toMatchObject([
    { level: 'fail', found: expect.stringMatching(/text\.onnx/), todo: expect.any(String) },
  ]);
  expect(of('port')).toMatchObject([{ level: 'fail', found: expect.stringMatching(/another program/) }]);
  expect(of('database')).toMatchObject([{ level: 'fail', found: expect.stringMatching(/ECONNREFUSED/) }]);
  expect(JSON.stringify(of('database'))).not.toContain('secret');
});

test('a setting that can not be used is named', async () => {
  const { code, of } = await examine({ PORT: 'many' });
  expect(code).toBe(1);
  expect(of('settings')).toMatchObject([
    { level: 'fail', found: expect.stringMatching(/PORT is "many"; allowed is/) },
  ]);
});
