import { join } from 'node:path';
import { z } from 'zod';

/** What the database process is started with, as JSON in its first argument. */
export const processOptionsSchema = z.object({
  /** DATA_DIR: the files lie in its `postgres`. */
  directory: z.string(),
  /** Files to begin with where there are none yet; null to make them from nothing, which takes seconds. */
  template: z.string().nullable(),
  /** A folder of its own, for the socket. */
  socketFolder: z.string(),
  /** The process that it works for, and what that one runs: what another starter is told. */
  pid: z.int(),
  command: z.string(),
});
export type ProcessOptions = z.infer<typeof processOptionsSchema>;

/** A line that it writes to its standard output. */
export const processReportSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('held'), holder: z.object({ owner: z.int(), command: z.string() }) }),
  z.object({ state: z.literal('failed'), reason: z.string() }),
]);
export type ProcessReport = z.infer<typeof processReportSchema>;

/** Where it listens in its folder: `pg` looks for this name when its host is a folder. */
export function socketPath(socketFolder: string): string {
  return join(socketFolder, '.s.PGSQL.5432');
}
