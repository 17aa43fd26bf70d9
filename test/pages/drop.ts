import type { Page } from 'playwright-core';

export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer?: Buffer;
  /** Without a buffer: of zeros, made in the page. */
  readonly sizeBytes?: number;
}

/** Drops files onto the page, as from a folder of the desktop. */
export async function dropFiles(page: Page, files: readonly TestFile[], onto = 'body'): Promise<void> {
  const given = files.map(({ name, mimeType, buffer, sizeBytes = 0 }) => ({
    name,
    mimeType,
    sizeBytes,
    base64: buffer?.toString('base64'),
  }));
  const dataTransfer = await page.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64, sizeBytes } of dropped) {
      const bytes = base64
        ? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        : new Uint8Array(sizeBytes);
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, given);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent(onto, type, { dataTransfer });
  await dataTransfer.dispose();
}
