import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { answer, answerText } from './answer.ts';
import { isKnown } from './known.ts';
import { BuildError, buildPages } from './pages/builder.ts';
import { codingFor } from './pages/coding.ts';
import { type PageFile, readFiles } from './pages/files.ts';
import { htmlOf } from './pages/paths.ts';
import { stampOfSources } from './pages/stamp.ts';
import { answerWaiting } from './pages/waiting.ts';

/** The pages for people: the search page and the admin. */
export interface Pages {
  /** Answers what is a page's. @returns whether it was */
  answer(request: IncomingMessage, response: ServerResponse, pathname: string): boolean;
  /** Ends a build that goes on. */
  stop(): Promise<void>;
}

export interface PagesNeeds {
  readonly config: Pick<Config, 'PAGES_DIR'>;
  readonly log: Log;
}

// blob: shows the photo that was chosen before anything is sent
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const lookAgainMs = 2_000;

/** Opens the built pages; where they are missing, or of other sources, they are built in the background. */
export async function openPages({ config, log }: PagesNeeds): Promise<Pages> {
  if (config.PAGES_DIR === 'none') return { answer: answerOff, stop: async () => {} };
  const folder = resolve(config.PAGES_DIR);
  const ending = new AbortController();
  let files: ReadonlyMap<string, PageFile> | undefined;
  let failure: string | undefined;
  let lookedMs = performance.now();

  /** Takes the pages of the sources as they are, if they are built. */
  const look = async (): Promise<boolean> => {
    lookedMs = performance.now();
    try {
      files = await readFiles(join(folder, await stampOfSources()));
    } catch {
      // where it is more than that they are missing, the build says what
    }
    return files !== undefined;
  };

  const build = async () => {
    log.info('pages: being built, which takes some seconds; the API answers meanwhile');
    try {
      await buildPages(folder, ending.signal);
      if (await look()) log.info('pages: on');
      else failure = 'Their sources changed while they were built.';
    } catch (error) {
      if (ending.signal.aborted) return;
      failure = messageOf(error);
      log.error(`pages: off (${failure})${error instanceof BuildError ? `\n${error.output}` : ''}`);
    }
  };

  const working = (await look()) ? undefined : build();

  const lookAgain = () => {
    // somebody may have built them since
    if (failure !== undefined && performance.now() - lookedMs > lookAgainMs) void look();
  };

  return {
    answer(request, response, pathname) {
      const html = htmlOf(pathname);
      if (html === undefined && !pathname.startsWith('/assets/')) return false;
      if (files === undefined) {
        lookAgain();
        if (html !== undefined) answerWaiting(response, failure);
        else answerText(response, 503, 'The pages are not built.', { 'Cache-Control': 'no-store' });
        return true;
      }
      const file = files.get(html === undefined ? pathname : `/${html}`);
      if (file === undefined) {
        answerText(response, 404, 'No such file belongs to the pages.', { 'Cache-Control': 'no-store' });
      } else answerFile(request, response, file, html !== undefined);
      return true;
    },
    async stop() {
      ending.abort();
      await working;
    },
  };
}

function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  { type, body, compressed, hash }: PageFile,
  isHtml: boolean,
): void {
  const coding = codingFor(request.headers['accept-encoding'], compressed);
  // a page names its assets by their content, so that only the page itself is ever asked for again
  const headers = {
    'Cache-Control': isHtml ? 'no-cache' : 'public, max-age=31536000, immutable',
    'Content-Security-Policy': policy,
    ETag: `"${hash}${coding === undefined ? '' : `-${coding}`}"`,
  };
  response.appendHeader('Vary', 'Accept-Encoding');
  if (isKnown(request, headers.ETag)) response.writeHead(304, headers).end();
  else if (coding === undefined) answer(response, 200, type, body, headers);
  else answer(response, 200, type, compressed[coding] ?? body, { ...headers, 'Content-Encoding': coding });
}

function answerOff(_request: IncomingMessage, response: ServerResponse, pathname: string): boolean {
  if (htmlOf(pathname) === undefined) return false;
  answerText(response, 404, 'No pages are served here (PAGES_DIR is none). GraphiQL is at /graphiql.');
  return true;
}
