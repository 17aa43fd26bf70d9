import type { Config } from '../../src/config.ts';
import type { DownloadLimits } from '../../src/embedding/install/download.ts';
import type { Registry } from '../../src/embedding/registry.ts';

/** What the commands have beside their arguments and the settings. */
export interface ModelCommandParts {
  readonly registry: Registry;
  /** @default the usual patience */
  readonly limits?: Partial<DownloadLimits>;
}

/** How one command was called. */
export interface Call extends ModelCommandParts {
  readonly config: Config;
  readonly name: string | undefined;
  readonly from: string | undefined;
  readonly flags: { readonly replace: boolean; readonly yes: boolean; readonly json: boolean };
}

/** It was called in a way that can't work. */
export class UsageError extends Error {}
