import { createIndexedSite } from '../indexed-site.ts';
import type { Row } from '../report.ts';
import type { Sizes } from '../sizes.ts';
import type { Workshop } from '../workshop.ts';
import { measureUnchanged } from './unchanged.ts';
import { measureWatching } from './watching.ts';

/** Runs that are asked for, over a catalogue whose pictures all have their vectors. */
export async function measureRuns(workshop: Workshop, sizes: Sizes): Promise<Row[]> {
  const site = await createIndexedSite(workshop, sizes);
  workshop.say('running over what is unchanged');
  const rows = await measureUnchanged(site);
  rows.push(...(await measureWatching(workshop, site, sizes)));
  await site.stop();
  return rows;
}
