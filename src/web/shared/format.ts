/** Numbers, money and dates as a locale writes them, and the form of a word that a number takes. */
export interface Format {
  readonly locale: string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** 0 to 1. */
  percent(share: number): string;
  money(price: { readonly amount: string; readonly currency: string }): string;
  /** ISO 8601. */
  dateTime(value: string): string;
  /** Such as 'two minutes ago'. */
  ago(value: string): string;
  /** Such as '1 min 20 s'. */
  duration(seconds: number): string;
  bytes(value: number): string;
  /** # stands for the number. */
  plural(count: number, forms: PluralForms): string;
}

export interface PluralForms {
  readonly one: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

const steps = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

export function createFormat(locale: string): Format {
  const plurals = new Intl.PluralRules(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const number = (value: number, options?: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, options).format(value);
  const unit = (value: number, name: string) =>
    number(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 });
  return {
    locale,
    number,
    percent: (share) => number(share, { style: 'percent', maximumFractionDigits: 1 }),
    money: ({ amount, currency }) => number(Number(amount), { style: 'currency', currency }),
    dateTime: (value) => dates.format(new Date(value)),
    ago(value) {
      const seconds = (Date.parse(value) - Date.now()) / 1000;
      const [name, length] = steps.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1];
      return relative.format(Math.round(seconds / length), name);
    },
    duration(seconds) {
      const whole = Math.max(0, Math.round(seconds));
      if (whole < 60) return unit(whole, 'second');
      if (whole < 3600) return `${unit(Math.floor(whole / 60), 'minute')} ${unit(whole % 60, 'second')}`;
      return `${unit(Math.floor(whole / 3600), 'hour')} ${unit(Math.floor((whole % 3600) / 60), 'minute')}`;
    },
    bytes(value) {
      if (value < 1e6) return unit(Math.ceil(value / 1000), 'kilobyte');
      return value < 1e9 ? unit(value / 1e6, 'megabyte') : unit(value / 1e9, 'gigabyte');
    },
    plural(count, forms) {
      const rule = plurals.select(count);
      const form = rule === 'one' || rule === 'few' || rule === 'many' ? forms[rule] : undefined;
      return (form ?? forms.other).replace('#', number(count));
    },
  };
}
