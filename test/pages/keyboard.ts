import type { Page } from 'playwright-core';

const mostPresses = 100;

/** Goes by Tab to what is called this, and stays where that has the focus already. @throws where it is not reached */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses <= mostPresses; presses += 1) {
    const focused = await focusedName(page);
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

/** What the element that has the focus is called; nothing where none has it, as after the last one of the page. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return '';
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
    return (element.getAttribute('aria-label') ?? (label ?? element).textContent ?? '').trim();
  });
