import type { Page } from 'playwright-core';
import { z } from 'zod';
import { createClient, dataOf } from '../client.ts';
import { openPage, type Seen } from '../opened-page.ts';
import { graphql, relabel, searchByImage, searchForm } from '../questions.ts';
import { atMost, type Row } from '../report.ts';
import { readPhoto } from '../site.ts';
import { summarize } from '../statistics.ts';

const mostOverMs = 150;
const mostTaskMs = 50;
/** As many as a search reaches. */
const scrolled = 1_000;
const warmUps = 3;
const milliseconds = z.number();
const searched = z.object({ searchByText: z.object({ search: z.object({ id: z.string() }) }) });

/** From a dropped photo to its results, and how it is to scroll through as many as there can be. */
export async function measurePageSearches(seen: Seen): Promise<Row[]> {
  seen.workshop.say('dropping photos');
  const dropped = await measureDrops(seen);
  seen.workshop.say(`scrolling ${scrolled} results`);
  return [dropped, await measureScrolling(seen)];
}

async function measureDrops({ browser, port, sizes }: Seen): Promise<Row> {
  const photo = await readPhoto();
  const client = createClient(port);
  const page = await openPage(browser, port, '/');
  const [ours, floor]: [number[], number[]] = [[], []];
  for (let index = 0; index < warmUps + sizes.visits; index++) {
    // no two are alike, so that no cache helps
    const reply = await client.send(searchByImage(relabel(photo, `bare ${index}`)));
    dataOf(reply, searchForm);
    await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'networkidle' });
    const jpeg = relabel(photo, `dropped ${index}`).toString('base64');
    const ms = milliseconds.parse(await page.evaluate(`bench.drop('${jpeg}')`));
    if (index < warmUps) continue;
    floor.push(reply.ms);
    ours.push(ms);
  }
  await page.context().close();
  client.stop();
  const [least, taken] = [summarize(floor), summarize(ours)];
  return {
    measure: 'from a drop to its results painted, over the bare answer, p50',
    unit: 'ms',
    floor: least.p50,
    ours: taken.p50,
    reach: atMost(taken.p50, least.p50 + mostOverMs, `floor + ${mostOverMs}`),
    details: { floor: least, ours: taken },
  };
}

async function measureScrolling({ browser, port, floorPort }: Seen): Promise<Row> {
  const client = createClient(port);
  const question = graphql('{ searchByText(text: "animal", first: 1) { search { id } } }', {});
  const { id } = dataOf(await client.send(question), searched).searchByText.search;
  client.stop();

  const page = await openPage(browser, port, `/s/${encodeURIComponent(id)}`);
  await page.locator('.card-title').first().waitFor();
  const ours = await longestTask(page);
  const pictures = z.array(z.string()).parse(await page.evaluate('bench.pictures()'));
  await page.context().close();

  const bare = await openPage(browser, floorPort, '/');
  await bare.evaluate(`bench.fill(${JSON.stringify(pictures)})`);
  const floor = await longestTask(bare);
  await bare.context().close();
  return {
    measure: `longest task while ${scrolled} results are scrolled, of those of 50 ms or more`,
    unit: 'ms',
    floor: floor.longest,
    ours: ours.longest,
    reach: atMost(ours.longest, mostTaskMs),
    details: { floor, ours },
  };
}

async function longestTask(page: Page): Promise<{ longest: number; tasks: number[]; results: number }> {
  await page.evaluate('bench.watchTasks()');
  const results = z
    .number()
    .min(scrolled * 0.9)
    .parse(await page.evaluate(`bench.scroll(${scrolled})`));
  const tasks = z.array(z.number()).parse(await page.evaluate('bench.tasks()'));
  return { longest: Math.max(0, ...tasks), tasks, results };
}
