import type { Database } from '../database/database.ts';
import { VitrineError } from '../errors.ts';
import type { Executor } from './rows.ts';

const attempts = 4;
const conflictCodes = ['40001', '40P01'];

/**
 * Runs `work` in a transaction, again where the database ended it for another one's sake. Nothing may be asked of the
 * database outside `transaction` meanwhile: embedded, it has one session.
 */
export async function inTransaction<Result>(
  { kysely }: Database,
  work: (transaction: Executor) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await kysely.transaction().execute(work);
    } catch (error) {
      if (attempt < attempts && conflictCodes.includes(sqlState(error) ?? '')) continue;
      throw explained(error);
    }
  }
}

/** What the database refused, in words for the one who sent it; other errors as they are. */
function explained(error: unknown): unknown {
  const state = sqlState(error);
  // data exception, program limit exceeded
  if (state?.startsWith('22') || state?.startsWith('54')) {
    return new VitrineError(
      'BAD_USER_INPUT',
      'The database cannot store this product: its texts are too long or broken.',
      {
        cause: error,
      },
    );
  }
  switch (state) {
    case '23505':
      return new VitrineError('CONFLICT', 'Another product has this externalId already.', {
        path: ['input', 'externalId'],
        cause: error,
      });
    case '23503':
      return new VitrineError('CONFLICT', 'A stored picture was tidied away meanwhile: send it again.', {
        cause: error,
      });
    case '40001':
    case '40P01':
      return new VitrineError('CONFLICT', 'Others change the same products at the moment: send it again.', {
        cause: error,
      });
    default:
      return error;
  }
}

function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
