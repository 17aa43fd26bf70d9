import { InstallError } from '../../../src/embedding/install/errors.ts';

/** What an installer's promise is refused with; anything else is thrown. */
export async function failureOf(promise: Promise<unknown>): Promise<InstallError> {
  const error = await promise.then(
    () => new Error('it went well'),
    (reason: unknown) => reason,
  );
  if (error instanceof InstallError) return error;
  throw error;
}
