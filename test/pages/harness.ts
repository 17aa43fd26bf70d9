import axe from 'axe-core';
import { type Browser, type BrowserContext, errors, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { launchChromium } from '../../scripts/browser/chromium.ts';

/** How somebody looks at a page. */
export interface View {
  /** CSS pixels. @default 1280 × 800 */
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** What the browser says its language is. @default en-US */
  readonly locale?: string;
  readonly reducedMotion?: boolean;
  /** A phone: touch, and a screen of more pixels. */
  readonly touch?: boolean;
  readonly permissions?: readonly ('camera' | 'clipboard-read' | 'clipboard-write')[];
  /** What the console may say, because the test makes it so: a server that is gone, an address that fails. */
  readonly expected?: readonly RegExp[];
}

/** A Chromium, for the tests of one file. */
export interface TestBrowser {
  /**
   * A page of somebody who was never here before; its addresses are relative to the server's. It is closed when the
   * test ends, which fails where the page wrote an error to the console (what breaks the Content-Security-Policy does),
   * threw one, or asked another host.
   */
  newPage(server: { readonly url: string }, view?: View): Promise<Page>;
  /** Another window of the same person. */
  newWindow(page: Page): Promise<Page>;
  close(): Promise<void>;
}

/** Starts a Chromium: in `beforeAll`, closed in `afterAll`. */
export async function openBrowser(): Promise<TestBrowser> {
  const browser = await launchChromium();
  return {
    async newPage({ url }, view = {}) {
      const context = await openContext(browser, url, view);
      context.setDefaultTimeout(90_000);
      const problems = watch(context, url, view.expected ?? []);
      onTestFinished(async () => {
        await context.close();
        expect(problems, 'problems of the page').toEqual([]);
      });
      return context.newPage();
    },
    newWindow: (page) => page.context().newPage(),
    close: () => browser.close(),
  };
}

function openContext(browser: Browser, url: string, view: View): Promise<BrowserContext> {
  const { width = 1280, height = 800, locale = 'en-US', touch = false } = view;
  return browser.newContext({
    baseURL: url,
    viewport: { width, height },
    locale,
    colorScheme: view.dark ? 'dark' : 'light',
    reducedMotion: view.reducedMotion ? 'reduce' : 'no-preference',
    ...(touch && { hasTouch: true, isMobile: true, deviceScaleFactor: 2 }),
    permissions: [...(view.permissions ?? [])],
  });
}

/** Writes down what must not happen, for as long as the context is open. */
function watch(context: BrowserContext, url: string, expected: readonly RegExp[]): string[] {
  const problems: string[] = [];
  const note = (problem: string) => {
    if (!expected.some((pattern) => pattern.test(problem))) problems.push(problem);
  };
  const { host } = new URL(url);
  context.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => note(`thrown: ${error.error().message}`));
  context.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== host)
      note(`asked another host: ${asked.href}`);
  });
  return problems;
}

const audited = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      help: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** How long a page may be busy before it is looked at as it is: a test may keep it so. */
const maxBusyMs = 30_000;

/** Whether a page is not busy, and nothing in it fades: what is half seen has not the contrast that it will have. */
function isSettled(): boolean {
  const fades = ({ effect, playState }: Animation) =>
    playState === 'running' &&
    effect instanceof KeyframeEffect &&
    effect.getComputedTiming().endTime !== Number.POSITIVE_INFINITY &&
    effect.getKeyframes().some((frame) => 'opacity' in frame || 'backgroundColor' in frame);
  return document.querySelector('[aria-busy=true]') === null && !document.getAnimations().some(fades);
}

/** Has axe look at the page once it is settled: WCAG 2.2 AA and good practice, no violation at all. */
export async function expectNoViolations(page: Page): Promise<void> {
  const settled = page.waitForFunction(isSettled, undefined, { polling: 100, timeout: maxBusyMs });
  await settled.catch((error: unknown) => {
    if (!(error instanceof errors.TimeoutError)) throw error;
  });
  // by the debugger, which no policy of the page stops
  await page.evaluate(axe.source);
  const { violations } = audited.parse(await page.evaluate('axe.run()'));
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary ?? ''}`).join('\n')}`,
  );
  expect(told.join('\n\n')).toBe('');
}
