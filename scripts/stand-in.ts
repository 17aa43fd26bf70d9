import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { messageOf, VitrineError } from '../src/errors.ts';
import { makeStandIn } from './standin/folder.ts';
import { type FormName, forms, nameOf, type Precision } from './standin/forms.ts';
import { PythonError } from './standin/python.ts';

const usage = `usage: npm run stand-in -- --form clip|siglip2 [--precision int8|fp32] [--to FOLDER] [--venv FOLDER]

Makes a model folder of the true size whose weights are random: the operators, names and shapes of CLIP ViT-B/32 or
of SigLIP 2 B/32 at 256 px. What it costs to run, load and keep is what the model itself costs; its vectors mean
nothing: use it to measure, never to sell. The same call makes the same bytes. A folder that is there stays.

Needs python3 (3.11 or newer) with its module venv, and a Python package index to install onnx, numpy and onnxruntime
from, once, into a virtual environment of its own. SigLIP 2 takes 6 GB of memory and 3 GB of disk meanwhile.

  --form        clip: 512 dimensions; siglip2: 768 dimensions
  --precision   int8 (default; clip 153 MB, siglip2 379 MB) or fp32 (605 MB, 1.5 GB)
  --to          the folder that models lie in (default: MODELS_DIR); it gets ${nameOf('clip', 'int8')}, say
  --venv        where the virtual environment is, or is made (default: under the system's temporary folder)

Ends with 0, or 1 where it could not be made, 2 where it was called wrongly, 130 where it was stopped.`;

class UsageError extends Error {}

interface Order {
  readonly form: FormName;
  readonly precision: Precision;
  readonly to: string | undefined;
  readonly venv: string | undefined;
}

function readOrder(args: readonly string[]): Order | 'help' {
  const { form, precision = 'int8', to, venv, help } = parseOptions(args);
  if (help) return 'help';
  if (form !== 'clip' && form !== 'siglip2')
    throw new UsageError(`--form is one of ${Object.keys(forms).join(', ')}`);
  if (precision !== 'int8' && precision !== 'fp32') throw new UsageError('--precision is int8 or fp32');
  return { form, precision, to, venv };
}

function parseOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        form: { type: 'string' },
        precision: { type: 'string' },
        to: { type: 'string' },
        venv: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  try {
    const order = readOrder(args);
    if (order === 'help') {
      console.log(usage);
      return 0;
    }
    const { form, precision, to, venv } = order;
    const models = to ?? readConfig().MODELS_DIR;
    const say = (line: string) => console.log(`stand-in: ${line}`);
    const { folder, made } = await makeStandIn({ form, precision, models, venv, say, signal });
    const setting = `MODEL=${nameOf(form, precision)}${to === undefined ? '' : ` MODELS_DIR=${to}`}`;
    say(`${folder} ${made ? 'is made' : 'was there already'}; use it with ${setting}`);
    return 0;
  } catch (error) {
    if (signal.aborted) return 130;
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${usage}`);
      return 2;
    }
    if (!(error instanceof PythonError || error instanceof VitrineError)) throw error;
    console.error(`stand-in: ${error.message}`);
    return 1;
  }
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
process.exitCode = await run(process.argv.slice(2), stopping.signal);
