import { parseArgs } from 'node:util';
import type { Config } from '../src/config.ts';
import { messageOf } from '../src/errors.ts';
import { createLog, type Log } from '../src/log.ts';
import { checkDatabase } from './doctor/database.ts';
import { type Finding, fail } from './doctor/finding.ts';
import { checkDisk, checkMemory, checkPort } from './doctor/machine.ts';
import { checkModel } from './doctor/model.ts';
import { checkNode, checkPackages, checkSettings } from './doctor/program.ts';

const usage = `usage: npm run doctor [-- --json]

Checks what Vitrine needs on this machine, and says what to do where something lacks. Changes nothing; a server may be
running meanwhile.

  --json   the findings as JSON: [{ "part", "level", "found", "todo" }]

Ends with 0, 1 where something has to be done before it works, 2 where it was called wrongly.`;

type Check = (config: Config, log: Log) => Finding | Finding[] | Promise<Finding | Finding[]>;

const checks: readonly (readonly [string, Check])[] = [
  ['disk', checkDisk],
  ['memory', checkMemory],
  ['port', checkPort],
  ['database', checkDatabase],
  ['model', checkModel],
];

async function* examine(): AsyncGenerator<Finding> {
  yield checkNode();
  yield* await checkPackages();
  const { finding, config } = checkSettings();
  yield finding;
  if (config === undefined) return;
  // what the parts log while they are tried is said by the findings
  const log = createLog({ level: 'silent', format: 'json' });
  for (const [part, check] of checks) {
    try {
      const found = await check(config, log);
      yield* Array.isArray(found) ? found : [found];
    } catch (error) {
      yield fail(
        part,
        `could not be checked: ${messageOf(error)}`,
        'report this to those who maintain Vitrine',
      );
    }
  }
}

async function run(json: boolean): Promise<number> {
  const findings: Finding[] = [];
  for await (const finding of examine()) {
    findings.push(finding);
    if (!json) console.log(inWords(finding));
  }
  if (json) console.log(JSON.stringify(findings, null, 2));
  const failed = findings.filter(({ level }) => level === 'fail').length;
  const warned = findings.filter(({ level }) => level === 'warn').length;
  if (!json)
    console.log(`\n${failed} to be mended, ${warned} to be known, ${findings.length - failed - warned} well`);
  return failed > 0 ? 1 : 0;
}

function inWords({ part, level, found, todo }: Finding): string {
  const line = `${level.padEnd(4)}  ${part.padEnd(10)}  ${found}`;
  return todo === undefined ? line : `${line}\n${' '.repeat(18)}→ ${todo}`;
}

function readArguments() {
  try {
    const options = {
      help: { type: 'boolean', short: 'h' },
      json: { type: 'boolean', default: false },
    } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`doctor: ${messageOf(error)}; see npm run doctor -- --help`);
    process.exit(2);
  }
}

const values = readArguments();
if (values.help) console.log(usage);
else process.exitCode = await run(values.json);
