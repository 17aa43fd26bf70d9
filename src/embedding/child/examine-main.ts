import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { messageOf } from '../../errors.ts';
import { type ExamineReport, examineOrderForm } from '../examine-protocol.ts';
import { ModelFolderError } from '../manifest.ts';
import { examine } from './examine.ts';
import { onnxError } from './onnx-error.ts';

/*
 * The process that examines a model, once: one line of JSON on standard input says which, lines of JSON on standard
 * output say what was found. It ends when its standard input closes, which is when its parent ends, however that ends.
 */

function say(report: ExamineReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

try {
  // where memory runs out, this process is the one to go
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // a system without it
}
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const lines = createInterface({ input: process.stdin });
// an orderly exit would wait for native code at work
lines.on('close', () => process.kill(process.pid, 'SIGKILL'));
lines.once('line', async (line) => {
  try {
    const order = examineOrderForm.parse(JSON.parse(line));
    const found = await examine(order, (step, what) => say({ kind: 'passed', step, found: what }));
    say({ kind: 'done', found });
  } catch (error) {
    const known = error instanceof ModelFolderError;
    if (!known) console.error(error);
    say({
      kind: 'failed',
      message: known ? error.message : onnxError('the model', messageOf(error)).message,
    });
  }
});
