import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import type { Embedder } from '../embedding/types.ts';
import { answer } from './answer.ts';

const databaseTimeoutMs = 2_000;

/** The parts whose state is told. */
export interface HealthOf {
  readonly database: Pick<Database, 'kind' | 'vectors' | 'query'>;
  readonly embedder: Pick<Embedder, 'model' | 'state'>;
}

async function databaseAnswers(database: HealthOf['database']): Promise<boolean> {
  const giveUp = new AbortController();
  const asked = database.query({ name: 'health', text: 'select 1', values: [] }).then(
    () => true,
    () => false,
  );
  const waited = sleep(databaseTimeoutMs, false, { signal: giveUp.signal }).catch(() => false);
  const answers = await Promise.race([asked, waited]);
  giveUp.abort();
  return answers;
}

/** Whether the process runs: always, where it can say so. */
export function answerLive(response: ServerResponse): void {
  answer(response, 200, 'application/json', '{"live": true}\n', { 'Cache-Control': 'no-store' });
}

/** Whether requests can be answered, and how each part is: a line a part. Ready means that the database answers. */
export async function answerReady(response: ServerResponse, { database, embedder }: HealthOf): Promise<void> {
  const ready = await databaseAnswers(database);
  const parts = {
    ready,
    database: { state: ready ? 'on' : 'not answering', kind: database.kind, vectors: database.vectors },
    model: {
      ...embedder.state(),
      name: embedder.model?.name ?? null,
      version: embedder.model?.version ?? null,
    },
  };
  const lines = Object.entries(parts).map(
    ([name, part]) => `  ${JSON.stringify(name)}: ${JSON.stringify(part)}`,
  );
  const body = `{\n${lines.join(',\n')}\n}\n`;
  answer(response, ready ? 200 : 503, 'application/json', body, { 'Cache-Control': 'no-store' });
}
