import { type ErrorCode, type ErrorDetails, VitrineError } from '../../errors.ts';

/** Why a model was not installed, checked or removed. */
export type InstallFailure =
  /** Nothing of that name is known, or it is no name. */
  | 'UNKNOWN_MODEL'
  /** What was given to install from is not there, or can't be one. */
  | 'BAD_SOURCE'
  /** A folder of that name is there, and was not to be replaced. */
  | 'IN_THE_WAY'
  /** Another installation of it goes on. */
  | 'BUSY'
  | 'HUB_UNREACHABLE'
  /** The hub answers, but not with the file: a login, a wrong address, a page in between. */
  | 'HUB_REFUSED'
  /** A file is not the one that it should be. */
  | 'WRONG_FILE'
  | 'NO_ROOM'
  /** The files are whole, and make no usable model. */
  | 'UNUSABLE';

const codes: Readonly<Record<InstallFailure, ErrorCode>> = {
  UNKNOWN_MODEL: 'BAD_USER_INPUT',
  BAD_SOURCE: 'BAD_USER_INPUT',
  IN_THE_WAY: 'CONFLICT',
  BUSY: 'CONFLICT',
  HUB_UNREACHABLE: 'MODEL_UNAVAILABLE',
  HUB_REFUSED: 'MODEL_UNAVAILABLE',
  WRONG_FILE: 'MODEL_UNAVAILABLE',
  NO_ROOM: 'MODEL_UNAVAILABLE',
  UNUSABLE: 'MODEL_UNAVAILABLE',
};

/** A model could not be installed; the message, one line, says why and what to do. */
export class InstallError extends VitrineError {
  readonly failure: InstallFailure;

  constructor(failure: InstallFailure, message: string, details: ErrorDetails = {}) {
    super(codes[failure], message, details);
    this.name = 'InstallError';
    this.failure = failure;
  }
}
