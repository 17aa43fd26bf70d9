import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Client, createClient, dataOf } from '../client.ts';
import { graphql } from '../questions.ts';
import type { Server, Workshop } from '../workshop.ts';

const timeoutMs = 1_200_000;
const products = 1_400;
const status = graphql('{ indexStatus { products coverage texts { pending } } }', {});
const statusForm = z.object({
  indexStatus: z.object({
    products: z.number(),
    coverage: z.number(),
    texts: z.object({ pending: z.number() }),
  }),
});

/**
 * A server with the pages on an embedded database with the demo, once all of it is indexed.
 * @param folder where the data is; a new one by default
 */
export async function startDemo(workshop: Workshop, folder?: string): Promise<Server> {
  // before, so that nobody waits for them
  await promisify(execFile)(process.execPath, ['scripts/run.mjs', 'scripts/build.ts']);
  const server = await workshop.startServer({ DEMO: 'on', DATA_DIR: folder ?? (await workshop.folder()) });
  workshop.say('waiting until the demo is indexed');
  const client = createClient(server.port);
  try {
    await untilIndexed(client);
  } finally {
    client.stop();
  }
  return server;
}

async function untilIndexed(client: Client): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { indexStatus: is } = dataOf(await client.send(status), statusForm);
    if (is.products >= products && is.coverage === 1 && is.texts.pending === 0) return;
    if (Date.now() > deadline)
      throw new Error(`the demo is not indexed yet: ${Math.floor(is.coverage * 100)} %`);
    await sleep(500);
  }
}
