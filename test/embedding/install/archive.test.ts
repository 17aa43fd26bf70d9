import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar, type TarEntry } from 'modern-tar';
import { beforeEach, describe, expect, test } from 'vitest';
import { type ArchiveLimits, unpackArchive } from '../../../src/embedding/install/archive.ts';
import { freshFolder } from './registry.ts';

let folder: string;
let archive: string;
beforeEach(async () => {
  folder = await freshFolder();
  archive = join(await freshFolder(), 'model.tar');
});

const file = (name: string, body: string | Uint8Array = 'words'): TarEntry => ({
  header: { name, type: 'file', size: Buffer.byteLength(body) },
  body,
});

async function packed(...entries: TarEntry[]): Promise<Buffer> {
  return Buffer.from(await packTar(entries));
}

async function unpack(bytes: Buffer, limits?: ArchiveLimits): Promise<void> {
  writeFileSync(archive, bytes);
  await unpackArchive(archive, folder, limits === undefined ? {} : { limits });
}

const weights = new Uint8Array(300_000).map((_, at) => at % 253);

test.each([
  ['.tar', (bytes: Buffer) => bytes],
  ['.tar.gz', (bytes: Buffer) => gzipSync(bytes)],
])('a %s is unpacked, whatever it is called', async (_, compress) => {
  const tar = await packed(
    { header: { name: './mine/', type: 'directory', size: 0 } },
    file('./mine/model.json', '{}'),
    file('mine/onnx/a.onnx', weights),
  );
  await unpack(compress(tar));
  expect(readFileSync(join(folder, 'mine/model.json'), 'utf8')).toBe('{}');
  expect(readFileSync(join(folder, 'mine/onnx/a.onnx')).equals(weights)).toBe(true);
});

test('long names are whole', async () => {
  const name = `${'long-'.repeat(30)}name.onnx`;
  await unpack(await packed(file(name)));
  expect(readdirSync(folder)).toEqual([name]);
});

describe('an archive that means harm', () => {
  const limits: ArchiveLimits = { maxFiles: 3, maxFileBytes: 1000, maxBytes: 2000 };
  const cases: [string, TarEntry[], RegExp][] = [
    ['a way out', [file('../evil.onnx')], /holds \.\.\/evil\.onnx, which leads out/],
    ['a way out within', [file('a/../../evil.onnx')], /leads out of the folder/],
    [
      'a way out in a folder’s name',
      [{ header: { name: '../a/', type: 'directory', size: 0 } }],
      /leads out/,
    ],
    ['an absolute path', [file('/etc/evil')], /holds \/etc\/evil, which leads out/],
    ['another system’s path', [file('..\\evil.onnx')], /leads out/],
    ['a drive', [file('C:evil.onnx')], /leads out/],
    [
      'a symbolic link',
      [{ header: { name: 'a.onnx', type: 'symlink', size: 0, linkname: '/etc/passwd' } }],
      /holds a\.onnx → \/etc\/passwd, which is a symlink and no file/,
    ],
    [
      'a hard link',
      [file('a'), { header: { name: 'b', type: 'link', size: 0, linkname: 'a' } }],
      /holds b → a, which is a link/,
    ],
    [
      'a device',
      [{ header: { name: 'null', type: 'character-device', size: 0 } }],
      /which is a character-device/,
    ],
    ['a pipe', [{ header: { name: 'pipe', type: 'fifo', size: 0 } }], /which is a fifo/],
    ['too many files', ['a', 'b', 'c', 'd'].map((name) => file(name)), /holds more than 3 files/],
    ['a file that is too large', [file('a', 'x'.repeat(1001))], /holds a of 2 kB, which is too large/],
    [
      'too much in all',
      ['a', 'b', 'c'].map((name) => file(name, 'x'.repeat(900))),
      /holds c of 1 kB, which is too large/,
    ],
    ['one file twice', [file('a'), file('a')], /holds a file twice/],
    ['a path that is too deep', [file(`${'a/'.repeat(9)}b`)], /lies too deep/],
    ['what a terminal obeys', [file('../\u001b[2Jx')], /holds \.\.\/\uFFFD\[2Jx/],
    ['nothing', [], /holds no files/],
  ];
  test.each(cases)('%s is refused, with which', async (_, entries, message) => {
    const before = await readdir(join(folder, '..'));
    await expect(unpack(await packed(...entries), limits)).rejects.toThrow(message);
    expect(await readdir(join(folder, '..'))).toEqual(before);
  });

  test('a small one that unpacks to more than a model has is cut off', async () => {
    const bomb = gzipSync(await packed(file('a', new Uint8Array(3_000_000))));
    expect(bomb.length).toBeLessThan(20_000);
    await expect(unpack(bomb, limits)).rejects.toThrow(/holds a of 3\.0 MB, which is too large/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what is no whole archive', () => {
  test.each<[string, (tar: Buffer) => Buffer]>([
    ['one that is cut in a file', (tar) => tar.subarray(0, 100_000)],
    ['one that is cut in a header', (tar) => tar.subarray(0, 300)],
    ['a compressed one that is cut', (tar) => gzipSync(tar).subarray(0, 200)],
    [
      'one with a damaged header',
      (tar) => Buffer.concat([tar.subarray(0, 10), Buffer.alloc(10, 120), tar.subarray(20)]),
    ],
    ['something else', () => Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['nothing', () => Buffer.alloc(0)],
  ])('%s', async (_, break_) => {
    const tar = await packed(file('a.onnx', weights));
    await expect(unpack(break_(tar))).rejects.toThrow(
      /model\.tar is no whole \.tar or \.tar\.gz .*: fetch or pack it again/,
    );
  });
});

test('unpacking can be stopped', async () => {
  writeFileSync(archive, await packed(file('a.onnx', new Uint8Array(30_000_000))));
  const stopping = new AbortController();
  const stopped = unpackArchive(archive, folder, {
    signal: stopping.signal,
    onBytes: () => stopping.abort(new Error('by hand')),
  });
  await expect(stopped).rejects.toThrow('by hand');
});
