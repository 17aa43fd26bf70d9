import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tokenizerOf } from '../../scripts/standin/tokenizers.ts';

/** A folder of its own with CLIP's tokenizer.json and tokenizer_config.json; whoever made it removes it. */
export async function clipTokenizerFolder(): Promise<string> {
  const { tokenizer, config } = await tokenizerOf('clip');
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-clip-'));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer));
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(config));
  return folder;
}
