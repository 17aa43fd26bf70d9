/** Where the door serves a stored picture, at most `width` pixels wide. */
export function pictureUrl(publicUrl: string, hash: Buffer, width: number): string {
  return `${publicUrl}/pictures/${hash.toString('hex')}?w=${width}`;
}

/** Where the door serves the thumbnail of a search. */
export function thumbnailUrl(publicUrl: string, searchId: string): string {
  return `${publicUrl}/searches/${searchId}/thumbnail`;
}
