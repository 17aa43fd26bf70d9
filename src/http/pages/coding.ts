import type { Coding, PageFile } from './files.ts';

const best: readonly Coding[] = ['br', 'gzip'];

/** The best coding that there is of a file and that the caller takes (RFC 9110, Accept-Encoding). */
export function codingFor(
  accepted: string | undefined,
  compressed: PageFile['compressed'],
): Coding | undefined {
  const taken = new Set<string>();
  for (const part of (accepted ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    if (weight === undefined || Number(weight.slice(2)) > 0) taken.add(name);
  }
  return best.find((coding) => taken.has(coding) && coding in compressed);
}
