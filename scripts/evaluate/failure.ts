/** It could not be measured: a sentence that says why, and what to do. */
export class EvaluateError extends Error {}
