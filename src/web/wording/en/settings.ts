import type { Format } from '../../shared/format.ts';

export const settings = (format: Format) => ({
  title: 'Settings',
  about: 'As they are in force on the server that answers.',
  howToChange: 'To change one',
  howToChangeMeans:
    'write its name and the new value into the file .env beside the program, or into the environment, which wins over the file, and restart the server:',
  secrets: 'What is secret in an address is shown as •••.',
  find: 'Find by name, value or description',
  onlyChanged: (count: number) => `Only those that were changed (${format.number(count)})`,
  shown: (shown: number, total: number) =>
    shown === total
      ? format.plural(total, { one: '# setting', other: '# settings' })
      : `${format.number(shown)} of ${format.plural(total, { one: '# setting', other: '# settings' })}`,
  changed: 'Changed',
  value: 'Value',
  fallback: 'Default',
  nothing: 'nothing',
  none: 'No setting matches.',
  listFailed: 'The settings could not be loaded.',
});
