import { z } from 'zod';

/** How a setting's text is read, and how its value is shown to people who may not know its secrets. */
export interface SettingType<Value> {
  readonly parse: z.ZodType<Value>;
  /** Every type says it for itself, so that what may hold a secret is never shown by oversight. */
  show(value: Value): string;
}

/** What stands in the place of something that is not shown. */
const hidden = '•••';

export const integer = (min: number, max: number): SettingType<number> => ({
  parse: z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max)
    .describe(`a whole number from ${min} to ${max}`),
  show: String,
});

export const oneOf = <const Values extends readonly [string, ...string[]]>(
  values: Values,
): SettingType<Values[number]> => ({
  parse: z.enum(values).describe(`one of ${values.join(', ')}`),
  show: String,
});

/** Text that is no secret, whatever it is: a folder, an address, a name. */
export const openText: SettingType<string> = { parse: z.string().min(1).describe('some text'), show: String };

/** Text of a form that no secret has. */
export const openTextLike = (form: RegExp, what: string): SettingType<string> => ({
  parse: z.string().regex(form).describe(what),
  show: String,
});

/** @param item what has no place for a secret */
const openList = (item: z.ZodType<string, string>, what: string): SettingType<string[]> => ({
  parse: z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item))
    .describe(`a comma-separated list of ${what}, or nothing`),
  show: (values) => values.join(', '),
});

const httpProtocol = /^https?$/;
const origin = z
  .url({ protocol: httpProtocol })
  .refine((value) => URL.canParse(value) && new URL(value).origin === value);

export const origins = openList(origin, 'origins such as https://shop.example.com');
export const networks = openList(z.union([z.cidrv4(), z.cidrv6()]), 'networks such as 10.1.0.0/16');

/** A URL, or nothing; its user and what it asks are not shown. */
const url = (form: z.ZodType<string, string>, what: string): SettingType<string | undefined> => ({
  parse: z
    .string()
    .transform((value) => (value === '' ? undefined : value))
    .pipe(z.union([z.undefined(), form]))
    .describe(what),
  show: (value) => (value === undefined ? '' : withoutSecrets(value)),
});

/** Addresses that are told to callers, as parts of others: they hold no secret. */
const publicHttpUrl = z
  .url({ protocol: httpProtocol })
  .refine((value) => URL.parse(value)?.username === '' && URL.parse(value)?.password === '');

/** A secret, or nothing. */
export const secret: SettingType<string | undefined> = {
  // never refused: what is refused is told
  parse: z
    .string()
    .transform((value) => (value === '' ? undefined : value))
    .describe('a secret, or nothing'),
  show: (value) => (value === undefined ? '' : hidden),
};

/** An address that files are fetched from, with or without {placeholders}; no part of it may be a secret. */
export const fileServer: SettingType<string> = {
  parse: publicHttpUrl
    .refine((value) => URL.parse(value)?.search === '' && URL.parse(value)?.hash === '')
    .refine((value) => !value.includes('{') || value.includes('{file}') || value.includes('{path}'))
    .describe(
      'an http(s) URL without a user, a password and a query; with {…} in it, {file} or {path} is one of them',
    ),
  show: String,
};

export const httpUrl = url(publicHttpUrl, 'an http(s) URL without a user or a password, or nothing');
export const postgresUrl = url(z.url({ protocol: /^postgres(ql)?$/ }), 'a postgres:// URL, or nothing');

/** A URL without its user, password, query and fragment, each of which may be or hold a secret. */
function withoutSecrets(text: string): string {
  const { protocol, username, password, host, pathname, search, hash } = new URL(text);
  // such as postgres:user:password@host, which has no parts to be told apart
  if (!text.toLowerCase().startsWith(`${protocol}//`)) return `${protocol}${hidden}`;
  const user = username || password ? `${hidden}@` : '';
  // an @ in a path is a password that was cut off by a slash in it
  const path = pathname.includes('@') ? `/${hidden}` : pathname;
  return `${protocol}//${user}${host}${path}${search && `?${hidden}`}${hash && `#${hidden}`}`;
}
