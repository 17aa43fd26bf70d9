import { readFileSync } from 'node:fs';
import { settingRows } from '../src/config.ts';

/** A generated file: what it should hold. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** The README with its settings table, and .env.example, both from src/config.ts. */
export function settingsFiles(): GeneratedFile[] {
  const rows = settingRows();
  const cell = (text: string) => text.replaceAll('|', '\\|');
  const table = [
    '| setting | default | what it is |',
    '|---|---|---|',
    ...rows.map(({ name, fallback, unit, about }) => {
      const shown = fallback === '' ? 'empty' : `\`${fallback}\``;
      return `| \`${name}\` | ${shown}${unit === '' || fallback === '' ? '' : ` (${unit})`} | ${cell(about)} |`;
    }),
  ].join('\n');
  const readme = readFileSync('README.md', 'utf8').replace(
    /<!-- settings -->[\s\S]*?<!-- \/settings -->/,
    `<!-- settings -->\n${table}\n<!-- /settings -->`,
  );
  const example = rows.map(
    ({ name, fallback, unit, about }) =>
      `# ${about}${unit === '' ? '' : ` [${unit}]`}\n# ${name}=${fallback.includes(' ') ? '' : fallback}\n`,
  );
  return [
    { path: 'README.md', content: readme },
    {
      path: '.env.example',
      content: `# Copy to .env and take away the # of what you set. Empty means the default.\n\n${example.join('\n')}`,
    },
  ];
}
