import { knownModels } from '../src/embedding/known-models.ts';
import { runModelCommand } from './model/command.ts';

process.exitCode = await runModelCommand(process.argv.slice(2), { registry: knownModels });
