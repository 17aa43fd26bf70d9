import { inMegabytes } from '../../src/embedding/install/disk.ts';
import {
  type InstalledModel,
  type InstallOptions,
  installModel,
} from '../../src/embedding/install/install.ts';
import type { InstallProgress } from '../../src/embedding/install/progress.ts';
import { createStatusLine, type StatusLine } from '../../src/status-line.ts';
import { type Call, UsageError } from './call.ts';

/** Between two lines of progress where they go to a file. */
const fileEveryMs = 5000;

export async function install(call: Call): Promise<number> {
  const { config, name, from, flags, registry, limits } = call;
  if (name === undefined) throw new UsageError('NAME is missing; see npm run model -- install --help');
  const stopping = new AbortController();
  process.on('SIGINT', () => {
    // a second one means now
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
  });
  process.on('SIGTERM', () => stopping.abort());

  const line = createStatusLine(process.stderr, fileEveryMs);
  const options: InstallOptions = {
    name,
    source: from === undefined ? { kind: 'hub' } : { kind: 'path', path: from },
    modelsDir: config.MODELS_DIR,
    hub: { address: config.MODEL_HUB, token: config.MODEL_HUB_TOKEN },
    threads: config.EMBEDDER_THREADS,
    replace: flags.replace,
    signal: stopping.signal,
    onProgress: createTeller(line),
    registry,
    ...(limits === undefined ? {} : { limits }),
  };
  try {
    const installed = await installModel(options);
    line.end();
    console.log(report(name, installed, config.EMBEDDER_MAX_MB));
    return 0;
  } catch (error) {
    line.end();
    if (!stopping.signal.aborted) throw error;
    const kept = from === undefined ? 'what was fetched is kept, and ' : '';
    console.error(`stopped: ${kept}the same command goes on; the model in use stays`);
    return 130;
  }
}

/** Progress as one line that is rewritten; each step of the examination as a line of its own. */
function createTeller(line: StatusLine): (progress: InstallProgress) => void {
  let told: string | null = null;
  return (progress) => {
    if (progress.state === 'DOWNLOADING') return line.show(inWords(progress));
    if (progress.state === 'READY') return;
    line.show('trying the model');
    if (progress.passed === null || progress.passed === told) return;
    told = progress.passed;
    line.say(`  ${told}`);
  };
}

function inWords({ file, bytes, totalBytes, bytesPerSecond, secondsLeft }: InstallProgress): string {
  const share = totalBytes
    ? ` of ${inMegabytes(totalBytes)} (${Math.floor((bytes / totalBytes) * 100)} %)`
    : '';
  const rate = bytesPerSecond === null ? '' : `, ${inMegabytes(bytesPerSecond)} a second`;
  const left = secondsLeft === null ? '' : `, about ${duration(secondsLeft)} left`;
  return `${inMegabytes(bytes)}${share}${rate}${left}${file === null ? '' : `: ${file}`}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function report(name: string, { manifest, wasThere, pinned, tried }: InstalledModel, maxMb: number): string {
  if (wasThere) return `${name} is installed already, and its files are whole; --replace fetches it anew`;
  const lines = [`installed ${name} (${manifest.dimensions} dimensions, ${manifest.licence})`];
  if (tried !== undefined) {
    const { imageMs, textMs, residentMb } = tried;
    lines.push(
      `a picture takes ${Math.round(imageMs)} ms here, a text ${textMs.toFixed(1)} ms; ${residentMb} MB of memory`,
    );
    // serving several at once takes more than trying one did
    if (residentMb * 1.25 > maxMb)
      lines.push(
        `EMBEDDER_MAX_MB is ${maxMb}: set it to ${Math.ceil((residentMb * 1.5) / 100) * 100} or more`,
      );
  }
  if (pinned.length > 0)
    lines.push(`no source publishes a sha256 of ${pinned.join(', ')}: pinned as they came this time`);
  if (manifest.standIn) lines.push('it is a stand-in with random weights: what it finds means nothing');
  lines.push(`MODEL=${name} npm start searches with it; pictures get its vectors in the background`);
  return lines.join('\n');
}
