/** Where the door serves a stored picture, at most `width` pixels wide. */
export function pictureUrl(publicUrl: string, hash: Buffer, width: number): string {
  return `${publicUrl}/pictures/${hash.toString('hex')}?w=${width}`;
}
