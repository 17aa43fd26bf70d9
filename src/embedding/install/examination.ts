import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../embedder-process.ts';
import { type ExamineOrder, type ExamineReport, examineReportForm, type Found } from '../examine-protocol.ts';
import { InstallError } from './errors.ts';

const program = fileURLToPath(new URL('../child/examine-main.ts', import.meta.url));

export interface ExaminationOptions {
  /** How long it may go without passing a step. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onPassed?: (step: string, found: string) => void;
}

/** Large weights on a slow disk and a slow processor. */
const usualTimeoutMs = 300_000;
const maxHeard = 2000;

/**
 * Tries a model in a process of its own, which ends with it: one that takes all memory, hangs or crashes takes nobody
 * along. Where the draft has no self-check, a picture for one is written into the folder.
 * @throws {InstallError} UNUSABLE with what is wrong and what to do; the signal's reason
 */
export async function examineModel(
  order: ExamineOrder,
  { timeoutMs = usualTimeoutMs, signal, onPassed }: ExaminationOptions = {},
): Promise<Found> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, ['--max-semi-space-size=1', program], {
    env: childEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  let late = false;
  let heard = '';
  let outcome: Exclude<ExamineReport, { kind: 'passed' }> | undefined;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, timeoutMs);
  signal?.addEventListener('abort', kill, { once: true });

  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    heard = (heard + text).slice(-maxHeard);
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const report = reportOf(line);
    if (report === undefined) return;
    timer.refresh();
    if (report.kind === 'passed') return onPassed?.(report.step, report.found);
    outcome = report;
    // it has said all; its orderly end is not waited for
    kill();
  });
  // it stays open for as long as this process lives
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(order)}\n`);

  const ended = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
    child.once('close', (code, by) => resolve(by === null ? `exit code ${code}` : `signal ${by}`));
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', kill);
  signal?.throwIfAborted();
  if (outcome?.kind === 'done') return outcome.found;
  if (outcome !== undefined) throw new InstallError('UNUSABLE', outcome.message);
  if (late) {
    throw new InstallError(
      'UNUSABLE',
      `The model did not answer within ${timeoutMs / 1000} s: take a smaller one, or try where there is less else to do.`,
    );
  }
  const last = heard.trim().split('\n').at(-1);
  throw new InstallError(
    'UNUSABLE',
    ended === 'signal SIGKILL'
      ? 'The process that tried the model was killed, most likely since there is not enough memory for it: take a smaller model, or a machine with more.'
      : `The process that tried the model crashed (${ended}${last ? `: ${last}` : ''}): take another export of it.`,
  );
}

function reportOf(line: string): ExamineReport | undefined {
  // native code may print there too
  if (!line.startsWith('{')) return undefined;
  try {
    return examineReportForm.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
