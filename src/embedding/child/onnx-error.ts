import { messageOf } from '../../errors.ts';
import { ModelFolderError } from '../manifest.ts';

/** What onnxruntime says of a file that it can't open or run, in words that a person can act on. */
export function onnxError(file: string, error: unknown): ModelFolderError {
  if (error instanceof ModelFolderError) return error;
  const said = messageOf(error);
  const refused = (what: string, todo: string) => new ModelFolderError(`${file} ${what}: ${todo}.`);
  if (/protobuf parsing failed|invalid_protobuf|no graph was found|not a valid onnx/i.test(said))
    return refused(
      'is no ONNX file, or one that is cut or damaged',
      'fetch it again, or export the model to ONNX',
    );
  const operators = [...said.matchAll(/([\w.:]+)\(-?\d+\) is not a registered function\/op/g)].map(
    ([, name]) => name,
  );
  const [, unimplemented] = /Could not find an implementation for (\S+)/.exec(said) ?? [];
  const [, unregistered] = /No Op registered for (\S+)/.exec(said) ?? [];
  operators.push(...[unimplemented, unregistered].filter((name) => name !== undefined));
  if (operators.length > 0) {
    return refused(
      `asks for operators that onnxruntime does not know (${[...new Set(operators)].join(', ')})`,
      'export it with the standard operators',
    );
  }
  if (/opset \d+ is under development|only \*guarantees\* support|unsupported model ir version/i.test(said))
    return refused('is of a newer ONNX than onnxruntime knows', 'export it with an older opset');
  const [, external] = /External data path .*?([\w.-]+\.onnx_data\w*|[\w.-]+\.data)/i.exec(said) ?? [];
  if (external !== undefined || /external data|cannot get file size/i.test(said)) {
    return refused(
      `keeps its weights in a file beside it that is not here${external === undefined ? '' : ` (${external})`}`,
      'put that file into the folder too, and name it in sha256',
    );
  }
  return refused(`could not be opened or run: ${firstLine(said)}`, 'use another export of the model');
}

/** Without the paths of this machine, which tell nothing of the file. */
function firstLine(said: string): string {
  return (said.split('\n')[0] ?? '').replace(/(?:\/[\w.@+-]+)+\//g, '').slice(0, 300);
}
