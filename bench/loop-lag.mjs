// Preloaded into the server by the bench (node --import): how late its event loop is. At each SIGUSR2 it writes what
// it saw since the last one to the file that VITRINE_BENCH_LAG names, in milliseconds, and begins anew.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const file = process.env.VITRINE_BENCH_LAG;
// the children that a server starts inherit its environment and, forked, its arguments: only the server is watched
delete process.env.VITRINE_BENCH_LAG;

if (file !== undefined) {
  const resolutionMs = 5;
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  // a sample is the time between two ticks of a timer: what is over its interval is the delay
  const lagMs = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
  process.on('SIGUSR2', () => {
    const seen = {
      samples: histogram.count,
      p50: lagMs(histogram.percentile(50)),
      p99: lagMs(histogram.percentile(99)),
      max: lagMs(histogram.max),
    };
    histogram.reset();
    writeFileSync(`${file}.new`, JSON.stringify(seen));
    renameSync(`${file}.new`, file);
  });
}
