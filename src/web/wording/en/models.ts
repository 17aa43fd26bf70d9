import type { Format } from '../../shared/format.ts';

export const models = (format: Format) => ({
  title: 'Models',
  about:
    'A model turns pictures and words into vectors. The vectors of each model that was ever active are kept; search compares those of the active one.',
  none: 'No model has run yet',
  noneMeans: 'Without one, search finds products by their words alone.',
  serverSays: 'The server says:',
  active: 'Active',
  activeMeans: 'Its vectors are the ones that are searched.',
  states: { LOADING: 'Loading', READY: 'Ready', NOT_INSTALLED: 'Not installed' },
  stateMeans: {
    LOADING: 'It starts, or starts again. Searches by photo wait a moment for it.',
    READY: 'It answers.',
    NOT_INSTALLED: 'Its vectors are kept, but this server does not run it.',
  },
  version: 'Version',
  dimensions: 'Dimensions',
  languages: 'Languages',
  noLanguages: 'Known once it runs',
  manyLanguages: (count: number) => format.plural(count, { one: '# language', other: '# languages' }),
  covers: 'What it covers',
  coversText: (indexed: number, total: number) =>
    `${format.number(indexed)} of ${format.plural(total, { one: '# picture', other: '# pictures' })}`,
  coversNothing: 'No pictures',
  counts: { indexed: 'Indexed', pending: 'Waiting', failed: 'Failed' },
  install: 'To run it on this server',
  installSteps: {
    folder: 'Put the folder of the model into MODELS_DIR.',
    setting: 'Name that folder in the setting MODEL, in the environment or in .env.',
    restart: 'Restart the server. Its log says if the model can not be started, and why.',
  },
  settings: 'To the settings',
  liveEnded: 'How the models stand can not be kept up right now; what you see may be out of date.',
  listFailed: 'The models could not be loaded.',
});
