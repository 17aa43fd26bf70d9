/** How many products have one price. */
export interface PriceCount {
  readonly amount: string;
  readonly currency: string;
  readonly count: number;
}

/** Prices from `min` to `max`, both included; open at an end that is null. */
export interface PriceBucket {
  readonly currency: string;
  readonly min: string | null;
  readonly max: string | null;
  readonly count: number;
}

const BUCKETS = 5;
/** The numbers that people think prices in, within a power of ten. */
const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 10];

/**
 * Ranges of prices, about as many products in each, with round bounds; by currency, the commonest first. A range ends
 * a hundredth before the next one begins, so that they can be filtered by without overlapping.
 */
export function priceBuckets(prices: readonly PriceCount[]): PriceBucket[] {
  const byCurrency = Map.groupBy(prices, ({ currency }) => currency);
  return [...byCurrency]
    .map(([currency, counted]) => ({ currency, counted, total: sum(counted) }))
    .sort((a, b) => b.total - a.total || (a.currency < b.currency ? -1 : 1))
    .flatMap(({ currency, counted, total }) => bucketsOf(currency, counted, total));
}

function bucketsOf(currency: string, counted: readonly PriceCount[], total: number): PriceBucket[] {
  const edges = edgesOf(counted, total);
  return [undefined, ...edges].map((from, at) => {
    const to = edges[at];
    const within = counted.filter(
      ({ amount }) =>
        (from === undefined || Number(amount) >= from) && (to === undefined || Number(amount) < to),
    );
    return {
      currency,
      min: from === undefined ? null : decimal(from),
      max: to === undefined ? null : decimal(to - 0.01),
      count: sum(within),
    };
  });
}

/** Round numbers near the prices that part the products into equal shares, rising, each once. */
function edgesOf(counted: readonly PriceCount[], total: number): number[] {
  const rising = counted.toSorted((a, b) => Number(a.amount) - Number(b.amount));
  const [lowest, highest] = [Number(rising[0]?.amount ?? 0), Number(rising.at(-1)?.amount ?? 0)];
  const edges = new Set<number>();
  let seen = 0;
  for (const { amount, count } of rising) {
    const share = Math.floor((seen * BUCKETS) / total);
    seen += count;
    if (Math.floor((seen * BUCKETS) / total) === share) continue;
    const edge = round(Number(amount));
    if (edge > lowest && edge <= highest) edges.add(edge);
  }
  return [...edges].sort((a, b) => a - b).slice(0, BUCKETS - 1);
}

/** The nearest number of the steps. */
function round(price: number): number {
  if (price <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(price));
  const mantissa = price / power;
  const nearest = steps.reduce((best, step) =>
    Math.abs(step - mantissa) < Math.abs(best - mantissa) ? step : best,
  );
  return Math.round(nearest * power * 100) / 100;
}

function decimal(value: number): string {
  return (Math.round(value * 100) / 100).toString();
}

function sum(counted: readonly PriceCount[]): number {
  return counted.reduce((total, { count }) => total + count, 0);
}
