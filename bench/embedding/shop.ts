import type { Message } from '../client.ts';
import { type Child, childrenOf } from '../memory-of.ts';
import { relabel, searchByImage, searchByText, similarProducts, wordsOf } from '../questions.ts';
import { readPhoto } from '../site.ts';
import type { Server, ServerOptions, Workshop } from '../workshop.ts';
import type { MeasuredModel } from './model.ts';

/** A catalogue, empty to begin with, whose pictures the model embeds. */
export interface Shop {
  startServer(options?: ServerOptions): Promise<Server>;
}

/** @param kind where its database is */
export async function openShop(
  workshop: Workshop,
  { settings: model }: MeasuredModel,
  kind: 'server' | 'embedded',
): Promise<Shop> {
  const database = kind === 'server' ? { DATABASE_URL: await workshop.createDatabase() } : {};
  const settings = { ...model, ...database, DATA_DIR: await workshop.folder() };
  return { startServer: (options) => workshop.startServer(settings, options) };
}

export function embedderOf({ pid }: { readonly pid: number }): Child | undefined {
  return childrenOf(pid).find(({ command }) => command.includes('src/embedding/'));
}

/** Searches of all kinds by turns, none like another. */
export async function createQuestions(pictures: number): Promise<(index: number) => Message> {
  const photo = await readPhoto();
  const kinds = [
    (index: number) => searchByImage(relabel(photo, `search ${index}`)),
    (index: number) => searchByText(wordsOf(index)),
    (index: number) => similarProducts(`picture-${index % pictures}`),
  ];
  return (index) => {
    const question = kinds[index % kinds.length];
    if (question === undefined) throw new RangeError('there is no such kind');
    return question(index);
  };
}
