import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { figurines, photograph } from './pictures.ts';

// Makes bench/photo.jpg, which is committed so that a newer sharp does not change what is measured:
// node bench/make-photo.ts
const figurine = (await figurines()).find((path) => path.endsWith('1f45f.webp'));
if (figurine === undefined) throw new Error('the running shoe is missing; run npm ci');
const photo = await photograph({ figurine, size: 1024, roughness: 7, seed: 1 });
await writeFile(fileURLToPath(new URL('photo.jpg', import.meta.url)), photo);
console.log(`bench/photo.jpg: ${photo.length} bytes`);
