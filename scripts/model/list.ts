import { inMegabytes } from '../../src/embedding/install/disk.ts';
import { type ListedModel, listModels } from '../../src/embedding/install/list.ts';
import type { Call } from './call.ts';

export async function list({ config, flags, registry }: Call): Promise<number> {
  const models = await listModels({ modelsDir: config.MODELS_DIR, inUse: config.MODEL, registry });
  console.log(flags.json ? JSON.stringify(models, null, 2) : models.map(inWords).join('\n\n'));
  return 0;
}

function inWords(model: ListedModel): string {
  const { name, title, about, problem, licence, languages, quality, fetchedBytes, dimensions } = model;
  const lines: [string, string][] = [
    ['state', stateOf(model)],
    ['size', sizeOf(model)],
    ['languages', languages.join(' ') || 'not known'],
    ['licence', `${licence ?? 'not known'}${dimensions === null ? '' : `; ${dimensions} dimensions`}`],
  ];
  if (model.known) {
    if (quality === null) lines.push(['quality', 'not published']);
    else {
      const figures = Object.entries(quality.byLanguage).slice(0, 8);
      const more = Object.keys(quality.byLanguage).length - figures.length;
      lines.push([
        'quality',
        `${figures.map(([language, figure]) => `${language} ${figure}`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      ]);
      lines.push(['', `${quality.measure}; ${quality.source}`]);
    }
    lines.push(['from', `${model.repository}@${model.revision}`]);
  }
  if (problem !== null) lines.push(['problem', problem]);
  if (fetchedBytes > 0)
    lines.push(['begun', `${inMegabytes(fetchedBytes)} are there; install goes on with them`]);
  const head = title === name ? name : `${name}: ${title}`;
  return [
    head,
    ...(about === '' ? [] : [`  ${about}`]),
    ...lines.map(([what, says]) => `  ${what.padEnd(10)} ${says}`),
  ].join('\n');
}

function stateOf({ state, inUse, standIn }: ListedModel): string {
  const words = {
    NOT_INSTALLED: 'not installed',
    DOWNLOADING: 'being fetched',
    CHECKING: 'being tried',
    READY: 'installed',
    FAILED: 'installed, but can not be used',
  }[state];
  return `${words}${inUse ? ', in use' : ''}${standIn ? '; a stand-in with random weights' : ''}`;
}

function sizeOf({ installedBytes, downloadBytes, downloadIsExact, known }: ListedModel): string {
  if (installedBytes !== null) return inMegabytes(installedBytes);
  if (!known) return 'not known';
  if (downloadBytes === null) return 'not published';
  return `${downloadIsExact ? '' : 'about '}${inMegabytes(downloadBytes)} to fetch`;
}
