import { type SettingInForce, settingsInForce } from '../config.ts';
import { builder } from './builder.ts';

const SettingRef = builder.objectRef<SettingInForce>('Setting').implement({
  description:
    'A setting of the server as it is in force; it is changed in its environment, and by a restart.',
  fields: (t) => ({
    name: t.exposeString('name'),
    value: t.exposeString('value', {
      description: 'Empty for nothing; what is or may hold a secret in it is shown as •••.',
    }),
    default: t.exposeString('fallback', {
      description: 'What it is where nothing is said; empty for nothing.',
    }),
    unit: t.string({
      nullable: true,
      description: 'What its number counts, or what it names.',
      resolve: ({ unit }) => unit || null,
    }),
    description: t.exposeString('about', { description: 'For people.' }),
    isDefault: t.exposeBoolean('isDefault', { description: 'Whether it is as if nothing had been said.' }),
  }),
});

builder.queryField('settings', (t) =>
  t.field({
    type: [SettingRef],
    description: 'Every setting of the server that answers, as it is in force.',
    resolve: (_root, _args, { parts }) => settingsInForce(parts.config),
  }),
);
