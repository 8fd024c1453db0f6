/** Which errors of a call to AWS pass by themselves: throttling, contention, and service or network outages. */
const transientErrors = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'InternalServerError',
  'InternalErrorException',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'TransactionConflictException',
  'TimeoutError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
]);

/** By its name or, of Node's network errors, its code. */
export const isTransient = (error: unknown): error is Error =>
  error instanceof Error &&
  (transientErrors.has(error.name) ||
    ('code' in error && typeof error.code === 'string' && transientErrors.has(error.code)));
