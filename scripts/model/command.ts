import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../../src/config.ts';
import { InstallError } from '../../src/embedding/install/errors.ts';
import { messageOf, VitrineError } from '../../src/errors.ts';
import { type Call, type ModelCommandParts, UsageError } from './call.ts';
import { check } from './check.ts';
import { install } from './install.ts';
import { list } from './list.ts';
import { remove } from './remove.ts';

const general = `usage: npm run model -- COMMAND

  list      the models that can be installed by name, and those in MODELS_DIR
  install   fetches one, tries it, and puts it into MODELS_DIR
  check     looks a model folder through, and says what is wrong with it
  remove    takes one away

npm run model -- COMMAND --help says more. MODELS_DIR, MODEL_HUB, MODEL_HUB_TOKEN and MODEL are read from the environment
or a file .env in this folder; a proxy from HTTPS_PROXY, HTTP_PROXY and NO_PROXY.

Ends with 0, 1 where it could not be done, 2 where it was called wrongly, 130 where it was stopped.`;

type Flag = 'from' | keyof Call['flags'];

interface Command {
  readonly usage: string;
  /** What the one argument is; undefined where there is none. */
  readonly takes?: string;
  readonly flags: readonly Flag[];
  run(call: Call): Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  list: {
    usage: `usage: npm run model -- list [--json]

Every model that can be installed by name, and every folder of MODELS_DIR: how large it is, which languages it knows, its
licence, how good it was measured to be and by whom, and whether it is installed and in use. What no source says is told
as not published.`,
    flags: ['json'],
    run: list,
  },
  install: {
    usage: `usage: npm run model -- install NAME [--from FOLDER|FILE.tar] [--replace]

Puts a model into MODELS_DIR/NAME. Its files are fetched from MODEL_HUB, checked against their known size and sha256, and
the model is tried in a process of its own before it is put there; until then nothing changes. What was stopped, cut or
killed goes on where it was when the same command is given again.

  NAME        a model that "list" shows; with --from also any other, which is a folder's name then
  --from      takes the files from a folder, or from a .tar or .tar.gz, in place of the hub. It holds a model.json (see
              models/README.md), or the files of the known model NAME, as they lie in its repository or all in one folder
  --replace   puts it in the place of the one that is there

The server uses it once MODEL is set to NAME and it is started anew.`,
    takes: 'NAME',
    flags: ['from', 'replace'],
    run: install,
  },
  check: {
    usage: `usage: npm run model -- check FOLDER

Looks through a folder with a model.json, or the installed model of that name: files and hashes, what the ONNX files take
and give, whether they answer with vectors that tell one input from another, and the self-check. Says what each step
found, and of the first one that fails what to do. Changes nothing.`,
    takes: 'FOLDER',
    flags: [],
    run: check,
  },
  remove: {
    usage: `usage: npm run model -- remove NAME [--yes]

Takes a model out of MODELS_DIR, and what was fetched of it and not finished. The one in use (MODEL) and the one that
comes with the program stay. Its vectors stay in the database, for when it comes back.

  --yes   does not ask`,
    takes: 'NAME',
    flags: ['yes'],
    run: remove,
  },
};

/** @returns the exit code */
export async function runModelCommand(args: readonly string[], parts: ModelCommandParts): Promise<number> {
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === '--help' || name === '-h') {
      console.log(general);
      return name === undefined ? 2 : 0;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined)
      throw new UsageError(`there is no command ${name}; see npm run model -- --help`);
    const call = readCall(name, command, rest);
    if (call === 'help') {
      console.log(command.usage);
      return 0;
    }
    return await command.run({ ...call, ...parts, config: readConfig() });
  } catch (error) {
    if (error instanceof UsageError || error instanceof ConfigError) {
      console.error(`model: ${error.message}`);
      return 2;
    }
    const known = error instanceof VitrineError;
    console.error(`model: ${known ? error.message : error instanceof Error ? error.stack : error}`);
    return error instanceof InstallError && error.failure === 'UNKNOWN_MODEL' ? 2 : 1;
  }
}

function readCall(name: string, { takes, flags }: Command, args: readonly string[]) {
  const { values, positionals } = parseOptions(name, flags, args);
  if (values.help) return 'help';
  const [first, ...others] = positionals;
  const see = `see npm run model -- ${name} --help`;
  if (takes !== undefined && first === undefined) throw new UsageError(`${takes} is missing; ${see}`);
  const [extra] = takes === undefined ? positionals : others;
  if (extra !== undefined) throw new UsageError(`${extra} is too much; ${see}`);
  const { from, replace = false, yes = false, json = false } = values;
  return { name: first, from, flags: { replace, yes, json } };
}

function parseOptions(name: string, allowed: readonly Flag[], args: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        from: { type: 'string' },
        replace: { type: 'boolean' },
        yes: { type: 'boolean', short: 'y' },
        json: { type: 'boolean' },
      },
    });
    const given = Object.keys(parsed.values).filter((flag) => flag !== 'help');
    const strange = given.find((flag) => !allowed.some((one) => one === flag));
    if (strange !== undefined) throw new Error(`--${strange} is not for ${name}`);
    return parsed;
  } catch (error) {
    throw new UsageError(`${messageOf(error)}; see npm run model -- ${name} --help`);
  }
}
