import { z } from 'zod';
import { createClient } from './client.ts';
import type { Workshop } from './workshop.ts';

/** From a request to the first byte of its answer: another continent, or a slow bucket. */
export const hostLatencyMs = 300;

const requestsForm = z.object({ requests: z.number() });

/** A host on this machine that pictures are fetched from, each answered after `hostLatencyMs`. */
export interface PictureHost {
  /** With a number and `.jpg` after it, a picture's address. */
  readonly base: string;
  /** How many pictures were asked for so far. */
  requests(): Promise<number>;
  stop(): Promise<void>;
}

/** @param folder with the pictures: number n is the n-th of them, beginning again after the last */
export async function startPictureHost(workshop: Workshop, folder: string): Promise<PictureHost> {
  const service = await workshop.startScript('host.ts', {
    HOST_PICTURES: folder,
    HOST_LATENCY_MS: String(hostLatencyMs),
  });
  return {
    base: `http://127.0.0.1:${service.port}/`,
    async requests() {
      const client = createClient(service.port);
      try {
        const { body } = await client.send({ path: '/', headers: {}, body: Buffer.alloc(0) });
        return requestsForm.parse(JSON.parse(body.toString())).requests;
      } finally {
        client.stop();
      }
    },
    stop: service.stop,
  };
}
