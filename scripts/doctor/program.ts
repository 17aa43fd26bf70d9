import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Config, ConfigError, readConfig } from '../../src/config.ts';
import { messageOf } from '../../src/errors.ts';
import { type Finding, fail, ok } from './finding.ts';

/** Node itself. That it is new enough was seen before this file could be read. */
export function checkNode(): Finding {
  return ok('node', `Node ${process.versions.node} on ${process.platform} ${process.arch}`);
}

/** The packages that bring native code, which is what does not install everywhere. */
export async function checkPackages(): Promise<Finding[]> {
  const packages = [
    { name: 'sharp', version: async () => (await import('sharp')).default.versions.sharp },
    { name: 'onnxruntime-node', version: async () => (await import('onnxruntime-node')).env.versions.common },
  ];
  return Promise.all(
    packages.map(async ({ name, version }) => {
      try {
        return ok('packages', `${name} ${await version()} loads`);
      } catch (error) {
        const todo = `run npm ci again on this machine; where it still fails, look whether ${name} has a build for ${process.platform} ${process.arch}`;
        return fail('packages', `${name} does not load: ${messageOf(error).split('\n')[0]}`, todo);
      }
    }),
  );
}

/** @returns the settings too, where they can be used */
export function checkSettings(): { readonly finding: Finding; readonly config?: Config } {
  try {
    const config = readConfig();
    const file = existsSync(resolve('.env'))
      ? 'from the environment and .env'
      : 'from the environment; there is no .env';
    return { finding: ok('settings', `readable, ${file}`), config };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { finding: fail('settings', error.message, 'correct it in the environment or in .env') };
  }
}
