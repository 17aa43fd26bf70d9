import { createInterface } from 'node:readline/promises';
import { listModels } from '../../src/embedding/install/list.ts';
import { removeModel } from '../../src/embedding/install/remove.ts';
import { type Call, UsageError } from './call.ts';

export async function remove({ config, name, flags, registry }: Call): Promise<number> {
  if (name === undefined) throw new UsageError('NAME is missing; see npm run model -- remove --help');
  const options = { name, modelsDir: config.MODELS_DIR, inUse: config.MODEL };
  const models = await listModels({ ...options, registry });
  const isThere = models.some((model) => model.name === name && model.state !== 'NOT_INSTALLED');
  if (isThere && name !== config.MODEL && name !== 'starter' && !flags.yes && !(await confirmed(name))) {
    console.log('nothing was removed');
    return 1;
  }
  await removeModel(options);
  console.log(`removed ${name}`);
  return 0;
}

async function confirmed(name: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UsageError(`--yes is needed where nobody can be asked whether ${name} goes`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`Remove ${name} from MODELS_DIR? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
