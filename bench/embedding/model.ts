import { basename, dirname, join } from 'node:path';
import { makeStandIn } from '../../scripts/standin/folder.ts';
import { type FormName, nameOf, type Precision } from '../../scripts/standin/forms.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import type { Embedder } from '../../src/embedding/types.ts';
import { createLog } from '../../src/log.ts';
import { createClient } from '../client.ts';
import type { Service, Workshop } from '../workshop.ts';

/** A stand-in that is measured. */
export interface MeasuredModel {
  readonly name: string;
  readonly folder: string;
  /** What a server that uses it is started with. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Makes the stand-in in the folder, where it is not there. */
export async function obtainModel(
  workshop: Workshop,
  given: { readonly form: FormName; readonly precision: Precision; readonly models: string },
): Promise<MeasuredModel> {
  const { signal } = new AbortController();
  const { folder } = await makeStandIn({ ...given, say: workshop.say, signal });
  const name = nameOf(given.form, given.precision);
  return { name, folder, settings: { MODEL: basename(folder), MODELS_DIR: dirname(folder) } };
}

/** Vitrine's embedder over it: a process of its own, as the API has it. */
export async function openEmbedder(workshop: Workshop, { folder }: MeasuredModel): Promise<Embedder> {
  const embedder = await createEmbedder({
    config: {
      MODEL: basename(folder),
      MODELS_DIR: dirname(folder),
      MODEL_WAIT_MS: 120_000,
      EMBEDDER_THREADS: workshop.threads,
      EMBEDDER_MAX_MB: 8000,
      EMBEDDER_TIMEOUT_MS: 120_000,
    },
    log: createLog({ level: 'warn', format: 'pretty' }),
  });
  await embedder.embedText('a first text');
  return embedder;
}

/** What the runtime's threads do while they wait: turn, or sleep. */
export const waits = ['?spinning=true', '?spinning=false'] as const;

/** The same model, bare. */
export interface Floor {
  /** @returns its answer, parsed */
  ask(path: string, body?: Buffer): Promise<unknown>;
  stop(): Promise<void>;
}

export async function openFloor(
  workshop: Workshop,
  { folder }: MeasuredModel,
  pictures: string,
): Promise<Floor> {
  const service: Service = await workshop.startScript(join('embedding', 'floor.ts'), {
    FLOOR_MODEL: folder,
    FLOOR_PICTURES: pictures,
    FLOOR_THREADS: String(workshop.threads),
    // as the embedder's process is started
    NODE_OPTIONS: '--max-semi-space-size=1',
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '131072',
    MALLOC_TRIM_THRESHOLD_: '131072',
  });
  const client = createClient(service.port);
  return {
    async ask(path, body = Buffer.alloc(0)) {
      const { status, body: answer } = await client.send({ path, headers: {}, body });
      if (status !== 200) throw new Error(`the floor answered ${status}: ${answer}`);
      return JSON.parse(answer.toString());
    },
    async stop() {
      client.stop();
      await service.stop();
    },
  };
}
