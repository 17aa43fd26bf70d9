import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser of this machine. @throws with one sentence on how to get one */
export function findChromium(): string {
  const named = process.env.CHROMIUM;
  const found = (named === undefined ? usualPlaces : [named]).find(isProgram);
  if (found !== undefined) return found;
  throw new Error(
    named === undefined
      ? 'No Chromium is here: install it (Debian: apt-get install chromium), or set CHROMIUM to the path of one.'
      : `CHROMIUM is ${named}, which is no program: set it to the path of a Chromium, or take it away.`,
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts it, with no way out of this machine: what asks for another host fails, and is seen to. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    // Chromium's sandbox does not work for root
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
    ],
  });
}
