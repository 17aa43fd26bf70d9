import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient, dataOf } from '../client.ts';
import { childrenOf, type Memory, memoryOf } from '../memory-of.ts';
import { indexingPictures } from '../pictures.ts';
import { relabel, searchByImage, searchByText, searchForm, similarProducts, wordsOf } from '../questions.ts';
import { atMost, type Row } from '../report.ts';
import { createEmbeddedSite, createServerSite, readPhoto, type Site } from '../site.ts';
import type { Sizes } from '../sizes.ts';
import { uploadAndIndex } from '../uploads.ts';
import type { Workshop } from '../workshop.ts';

const settleMs = 1000;

/** The processes by what they do; `null` where there is none. */
interface Footprint {
  readonly api: Memory;
  readonly embedder: Memory;
  readonly database: Memory | null;
}

/** What is resident after pictures were indexed and searches answered. */
export async function measureMemory(workshop: Workshop, sizes: Sizes): Promise<Row[]> {
  const api = await bareApi(workshop, sizes);
  const rows: Row[] = [];
  const embedded = await createEmbeddedSite(workshop, sizes.embeddedVectors);
  workshop.say('filling memory, embedded');
  const floor = await bareFootprint(embedded, sizes, api);
  const ours = await ourFootprint(embedded, sizes);
  rows.push(row('API, embedded', floor.api, ours.api, 180));
  rows.push(row('embedder, embedded', floor.embedder, ours.embedder, 300));
  if (floor.database !== null && ours.database !== null) {
    rows.push(row('embedded database', floor.database, ours.database, 400));
  }
  if (workshop.hasServer) {
    const site = await createServerSite(workshop, sizes.embeddedVectors);
    workshop.say('filling memory, server');
    const onServer = { floor: await bareFootprint(site, sizes, api), ours: await ourFootprint(site, sizes) };
    rows.push(row('API + embedder, server', both(onServer.floor), both(onServer.ours), 500));
  }
  return rows;
}

function row(name: string, floor: Memory, ours: Memory, mostMb: number): Row {
  return {
    measure: `resident, ${name}`,
    unit: 'MB',
    floor: floor.residentMb,
    ours: ours.residentMb,
    reach: atMost(ours.residentMb, mostMb),
    details: { floor, ours },
  };
}

function both({ api, embedder }: Footprint): Memory {
  const proportional = [api.proportionalMb, embedder.proportionalMb];
  return {
    residentMb: api.residentMb + embedder.residentMb,
    proportionalMb: proportional.includes(null)
      ? null
      : proportional.reduce<number>((sum, mb) => sum + (mb ?? 0), 0),
  };
}

/** The libraries that an API is made of, loaded, answering as often. */
async function bareApi(workshop: Workshop, { memorySearches }: Sizes): Promise<Memory> {
  const service = await workshop.startScript('floor/imports.ts', {});
  const client = createClient(service.port);
  for (let sent = 0; sent < memorySearches; sent++) {
    await client.send({ path: '/', headers: {}, body: Buffer.from('{}') });
  }
  const memory = memoryOf(service.pid);
  client.stop();
  await service.stop();
  return memory;
}

/** The search floor after the same pictures and searches stands for the embedder: the model, sharp and pg. */
async function bareFootprint(site: Site, sizes: Sizes, api: Memory): Promise<Footprint> {
  const floor = await site.startFloor();
  const client = createClient(floor.search.port);
  const post = async (path: string, body: Buffer) => {
    const { status } = await client.send({ path, headers: {}, body });
    if (status !== 200) throw new Error(`the floor answered ${status}`);
  };
  const photo = await readPhoto();
  for await (const picture of indexingPictures(sizes.memoryPictures)) await post('/image', picture);
  for (let index = 0; index < sizes.memorySearches; index++) {
    if (index % 3 === 0) await post('/image', relabel(photo, `search ${index}`));
    else if (index % 3 === 1) await post('/text', Buffer.from(wordsOf(index)));
    else await post('/similar', Buffer.from(productOf(site, index)));
  }
  await sleep(settleMs);
  const footprint = {
    api,
    embedder: memoryOf(floor.search.pid),
    database: floor.database === null ? null : memoryOf(floor.database.pid),
  };
  client.stop();
  await floor.stop();
  return footprint;
}

async function ourFootprint(site: Site, sizes: Sizes): Promise<Footprint> {
  const server = await site.startServer();
  const client = createClient(server.port);
  await uploadAndIndex(server.port, sizes.memoryPictures);
  await searchOften(client, site, sizes.memorySearches);
  await sleep(settleMs);
  const children = childrenOf(server.pid);
  const named = (path: string) => children.find(({ command }) => command.includes(path));
  const embedder = named('src/embedding/');
  const database = named('src/database/');
  if (embedder === undefined) throw new Error('the server has no embedder process');
  const footprint = {
    api: memoryOf(server.pid),
    embedder: memoryOf(embedder.pid),
    database: database === undefined ? null : memoryOf(database.pid),
  };
  client.stop();
  await server.stop();
  return footprint;
}

async function searchOften(client: Client, site: Site, searches: number): Promise<void> {
  const photo = await readPhoto();
  for (let index = 0; index < searches; index++) {
    const message = [
      () => searchByImage(relabel(photo, `search ${index}`)),
      () => searchByText(wordsOf(index)),
      () => similarProducts(productOf(site, index)),
    ][index % 3];
    if (message !== undefined) dataOf(await client.send(message()), searchForm);
  }
}

function productOf({ catalogue }: Site, index: number): string {
  return catalogue.products[(index * 7919) % catalogue.products.length]?.externalId ?? '';
}
