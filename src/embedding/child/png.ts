const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length and type before a chunk's data, and its checksum behind it. */
const headBytes = 8;
const tailBytes = 4;

/** What decides the pixels of a PNG's first frame, and how they are turned. */
const kept = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs eXIf'.split(' '));

/**
 * A PNG without its texts and what else no pixel needs: a chunk of a few bytes unfolds to many megabytes, each is
 * unfolded as the picture is opened, and there may be thousands. Anything else, and a PNG that is damaged from some
 * chunk on, stays as it is from there.
 */
export function withoutPngTexts(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, signature.length).equals(signature)) return bytes;
  const pieces: Buffer[] = [];
  let from = 0;
  let at = signature.length;
  while (at + headBytes <= bytes.length) {
    const end = at + headBytes + bytes.readUInt32BE(at) + tailBytes;
    if (end > bytes.length) break;
    if (!kept.has(bytes.toString('latin1', at + 4, at + headBytes))) {
      if (at > from) pieces.push(bytes.subarray(from, at));
      from = end;
    }
    at = end;
  }
  if (from === 0) return bytes;
  pieces.push(bytes.subarray(from));
  return Buffer.concat(pieces);
}
