/** How many digits an amount may have after the point. */
export const maxFractionDigits = 6;

/** An amount: at least 0, at most 14 digits before the point and 6 after it. */
export const amountPattern = /^\d{1,14}(\.\d{1,6})?$/;

/** An amount without leading zeros; those at the end stay, as the shop writes them. */
export function canonicalAmount(amount: string): string {
  return amount.replace(/^0+(?=\d)/, '');
}

/** Below 0 where a < b, 0 where they are worth the same, above 0 where a > b. */
export function compareAmounts(a: string, b: string): number {
  const [left, right] = [scaled(a), scaled(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function scaled(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(maxFractionDigits, '0'));
}
