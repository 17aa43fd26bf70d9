import { type ComponentType, lazy } from 'react';
import type { AdminWording } from '../wording/wording.ts';

export interface Pane {
  /** Its address; what lies below it is the pane's own. */
  readonly path: string;
  /** Its name in the wording. */
  readonly name: keyof AdminWording['frame']['panes'];
  readonly Content: ComponentType;
}

const pane = (path: string, name: Pane['name'], load: () => Promise<ComponentType>): Pane => ({
  path,
  name,
  Content: lazy(async () => ({ default: await load() })),
});

/** What the admin consists of, in the order of its menu. A further pane is a line here, a name in the wording and a folder. */
export const panes: readonly Pane[] = [
  pane('/admin', 'overview', async () => (await import('./overview/pane.tsx')).OverviewPane),
  pane('/admin/runs', 'runs', async () => (await import('./runs/pane.tsx')).RunsPane),
  pane('/admin/failures', 'failures', async () => (await import('./failures/pane.tsx')).FailuresPane),
  pane('/admin/products', 'products', async () => (await import('./products/pane.tsx')).ProductsPane),
  pane('/admin/import', 'imports', async () => (await import('./imports/pane.tsx')).ImportsPane),
  pane('/admin/duplicates', 'duplicates', async () => (await import('./duplicates/pane.tsx')).DuplicatesPane),
  pane('/admin/searches', 'searches', async () => (await import('./searches/pane.tsx')).SearchesPane),
  pane('/admin/models', 'models', async () => (await import('./models/pane.tsx')).ModelsPane),
  pane('/admin/settings', 'settings', async () => (await import('./settings/pane.tsx')).SettingsPane),
];
