import type { ImageTower } from '../manifest.ts';

/** Writes RGB bytes as the tower's planes: all red, all green, all blue, each (value / 255 - mean) / std. */
export function createNormaliser({
  size,
  mean,
  std,
}: ImageTower): (rgb: Buffer, into: Float32Array, at: number) => void {
  const area = size * size;
  const tables = mean.map((m, channel) =>
    Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - m) / (std[channel] ?? 1)),
  );
  return (rgb, into, at) => {
    tables.forEach((table, channel) => {
      const plane = at + channel * area;
      for (let i = 0, from = channel; i < area; i++, from += 3) into[plane + i] = table[rgb[from] ?? 0] ?? 0;
    });
  };
}
