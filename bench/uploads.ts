import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Client, createClient, dataOf } from './client.ts';
import { indexingPictures } from './pictures.ts';
import { createProduct, graphql } from './questions.ts';

const createdForm = z.object({ result: z.object({ __typename: z.literal('CreateProductSuccess') }) });
const statusForm = z.object({
  indexStatus: z.object({ images: z.object({ pending: z.number(), failed: z.number() }) }),
});
const indexTimeoutMs = 900_000;

/** Sends products with a picture each, as a shop does, and waits until every picture has its vector. */
export async function uploadAndIndex(port: number, count: number): Promise<void> {
  const client = createClient(port);
  try {
    let sent = 0;
    for await (const picture of indexingPictures(count)) {
      dataOf(await client.send(createProduct(`picture-${sent++}`, picture)), createdForm);
    }
    await untilIndexed(client);
  } finally {
    client.stop();
  }
}

async function untilIndexed(client: Client): Promise<void> {
  const question = graphql('{ indexStatus { images { pending failed } } }', {});
  const deadline = performance.now() + indexTimeoutMs;
  while (performance.now() < deadline) {
    const { images } = dataOf(await client.send(question), statusForm).indexStatus;
    if (images.failed > 0) throw new Error(`${images.failed} pictures could not be indexed`);
    if (images.pending === 0) return;
    await sleep(500);
  }
  throw new Error('the pictures are not indexed in time');
}
