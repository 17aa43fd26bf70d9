import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claim, type Holder, holderOf } from '../../src/database/embedded/lock.ts';
import { freshDataDir } from '../helpers/database.ts';
import { type RunningScript, runScript } from './children.ts';

describe('the lock of the embedded database', () => {
  let directory: string;
  let stop: () => Promise<void>;
  /** A claim of this process. */
  let template: Holder;
  const running: RunningScript[] = [];
  const start = () => {
    const script = runScript('claimant.script.ts', [directory]);
    running.push(script);
    return script;
  };
  const self = { pid: process.pid, command: 'test', socketFolder: '/nowhere' };

  beforeEach(async () => {
    ({ path: directory, stop } = await freshDataDir());
    const own = await claim(directory, self);
    if (!('release' in own)) throw new Error('nobody else could hold it');
    template = JSON.parse(readFileSync(own.file, 'utf8'));
    own.release();
  });
  afterEach(async () => {
    for (const script of running.splice(0)) await script.kill();
    await stop();
  });

  /** Leaves a claim as another process would have. */
  function plant(change: Partial<Holder>): string {
    const folder = join(directory, 'holders');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'planted.json');
    const holder: Holder = { ...template, ...change };
    writeFileSync(file, JSON.stringify(holder));
    return file;
  }

  it('goes to exactly one of several that start at once, and names it to the others', async () => {
    const scripts = [start(), start(), start()];
    const lines = await Promise.all(scripts.map((script) => script.line()));
    const winner = scripts[lines.indexOf('claimed')];
    expect(lines.filter((line) => line === 'claimed')).toHaveLength(1);
    expect(lines.filter((line) => line === `held by ${winner?.process.pid}`)).toHaveLength(2);
  });

  it('goes to exactly one of several that find what a dead process left', async () => {
    plant({ startTicks: '1' });
    const scripts = [start(), start(), start()];
    const lines = await Promise.all(scripts.map((script) => script.line()));
    expect(lines.filter((line) => line === 'claimed')).toHaveLength(1);
  });

  it('is free at once when its holder was killed', async () => {
    const script = start();
    expect(await script.line()).toBe('claimed');
    expect(holderOf(directory)?.owner).toBe(script.process.pid);
    await script.kill();
    const started = performance.now();
    const held = await claim(directory, self);
    expect(held).toHaveProperty('release');
    // without waiting for a claim that went silent, which takes 4 s
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('is waited for while its holder is ending', async () => {
    const script = start();
    await script.line();
    setTimeout(() => script.process.stdin?.end(), 500);
    expect(await claim(directory, self)).toHaveProperty('release');
  });

  it('is not taken for held by another process that got the same id later', async () => {
    plant({ pid: process.pid, startTicks: '1' });
    expect(holderOf(directory)).toBeUndefined();
    expect(readdirSync(join(directory, 'holders'))).toEqual([]);
  });

  it('is held by a process of another container for as long as it says that it lives', () => {
    const file = plant({ scope: 'another machine', pid: 1, owner: 17 });
    expect(holderOf(directory)?.owner).toBe(17);
    const aWhileAgo = new Date(Date.now() - 60_000);
    utimesSync(file, aWhileAgo, aWhileAgo);
    expect(holderOf(directory)).toBeUndefined();
  });
});
