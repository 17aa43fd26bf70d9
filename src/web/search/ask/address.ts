const longest = 2048;

/** The address in a text that is nothing else: http or https, absolute. */
export function addressIn(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > longest || /\s/.test(trimmed) || !/^https?:\/\/./i.test(trimmed)) return null;
  return URL.canParse(trimmed) ? new URL(trimmed).href : null;
}

/** The name of the host, for people. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

/** The first address of a text/uri-list, whose lines with a # are comments. */
export function firstOf(uriList: string): string | null {
  const line = uriList.split(/\r?\n/).find((one) => one !== '' && !one.startsWith('#'));
  return line === undefined ? null : line.trim();
}

/** The picture that a data: URL of base64 holds; null where it is none. */
export function fileOfDataUrl(text: string): File | null {
  const { type, base64 } =
    /^\s*data:(?<type>image\/[\w.+-]+);base64,(?<base64>[\w+/=\s]+)$/.exec(text)?.groups ?? {};
  if (type === undefined || base64 === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new File([bytes], 'picture', { type });
  } catch {
    return null;
  }
}
