import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import { z } from 'zod';
import { drawing } from './site.ts';

const crop = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const photo = z.object({ image: z.unknown(), crop: crop.optional(), rotate: z.number().optional() });
const sent = z.object({
  variables: z.object({
    text: z.string().optional(),
    photo: photo.optional(),
    query: z
      .object({
        photos: z.array(photo).optional(),
        texts: z.array(z.object({ text: z.string() })).optional(),
      })
      .optional(),
  }),
  files: z.array(z.object({ name: z.string(), bytes: z.number() })),
});

/** A file to give. */
export interface Photo {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** What the page has asked so far, of searches alone. */
export async function searchesOf(page: Page): Promise<z.infer<typeof sent>[]> {
  return z.array(sent).parse(await page.evaluate('globalThis.searchesSent'));
}

/** Writes down each search that the page sends, with the files beside it: a debugger is not told of those. */
export async function watchSearches(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const searches: unknown[] = [];
    Object.assign(globalThis, { searchesSent: searches });
    const send = globalThis.fetch;
    globalThis.fetch = (input, init) => {
      const body = init?.body;
      const text = body instanceof FormData ? body.get('operations') : body;
      if (typeof text === 'string' && /query Search(By|Similar)/.test(text)) {
        const entries = body instanceof FormData ? [...body.values()] : [];
        const files = entries.flatMap((one) =>
          one instanceof File ? [{ name: one.name, bytes: one.size }] : [],
        );
        searches.push({ ...JSON.parse(text), files });
      }
      return send(input, init);
    };
  });
}

/** The title of the first product that was found. */
export const firstFound = (page: Page) => page.locator('.grid:not(.grid-stale) h3').first().textContent();

/** Settles once this is what was found. */
export async function expectFound(page: Page, title: string): Promise<void> {
  await expect.poll(() => page.locator('.grid:not(.grid-stale) h3').first().textContent()).toBe(title);
}

/** Pastes onto what has the focus, as the browser does: files and texts by their type. */
export async function paste(
  page: Page,
  { files = [], texts = {} }: { files?: readonly Photo[]; texts?: Readonly<Record<string, string>> },
): Promise<void> {
  const given = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString('base64'),
  }));
  await page.evaluate(
    ({ pasted, typed }) => {
      const transfer = new DataTransfer();
      for (const { name, mimeType, base64 } of pasted) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: mimeType }));
      }
      for (const [type, text] of Object.entries(typed)) transfer.setData(type, text);
      const event = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    },
    { pasted: given, typed: texts },
  );
}

/** Drops texts onto the page, such as the address of a picture of another page. */
export async function dropTexts(page: Page, texts: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((typed) => {
    const transfer = new DataTransfer();
    for (const [type, text] of Object.entries(typed)) transfer.setData(type, text);
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
  }, texts);
}

/** Holds texts over the page, of which browsers tell it ten times a second, until `end`: how it ended. */
export async function holdOver(page: Page, texts: Readonly<Record<string, string>>) {
  const going = await page.evaluateHandle((typed) => {
    const transfer = new DataTransfer();
    for (const [type, text] of Object.entries(typed)) transfer.setData(type, text);
    const tell = (type: string) =>
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    tell('dragenter');
    const timer = setInterval(tell, 100, 'dragover');
    return {
      end(how: 'dragleave' | 'silence') {
        clearInterval(timer);
        if (how === 'dragleave') tell(how);
      },
    };
  }, texts);
  return { end: (how: 'dragleave' | 'silence') => going.evaluate((drag, way) => drag.end(way), how) };
}

/** A guitar at the left of a picture and a pizza at its right; stored turned, as phones do, where `exif` says so. */
export async function scene({ exif = false, width = 1000 } = {}): Promise<Photo> {
  const side = Math.round(width * 0.4);
  const place = (code: '1f3b8' | '1f355', left: number) =>
    sharp(drawing(code).buffer)
      .resize(side, side)
      .toBuffer()
      .then((input) => ({ input, left: Math.round(left * width), top: Math.round(width * 0.05) }));
  const flat = await sharp({ create: { width, height: width / 2, channels: 3, background: 'white' } })
    .composite([await place('1f3b8', 0.05), await place('1f355', 0.55)])
    .png()
    .toBuffer();
  const stored = exif ? sharp(flat).rotate(270).withMetadata({ orientation: 6 }) : sharp(flat);
  return { name: 'scene.jpg', mimeType: 'image/jpeg', buffer: await stored.jpeg({ quality: 95 }).toBuffer() };
}

/** The file chooser of the box, which the browser opens over the page. */
export const choose = (page: Page, files: string | Photo) =>
  page.locator('.ask-tools input[type=file][multiple]').setInputFiles(files);
