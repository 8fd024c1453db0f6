/** What the package gives: the API, the consumer of a queue, changes, and their types. */
// biome-ignore-all lint/performance/noBarrelFile: this is the package's one entry.
export { isReasonMissing, readForMessage } from './access-reason.ts';
export { type MergePatch, type ReferralsApi, referralsApi, type SubmitResult } from './api.ts';
export type * from './api-types.ts';
export { type ClientCertificate, fetchWithCertificate } from './client-certificate.ts';
export {
  type AmendmentWork,
  type ConsumeEvent,
  type ConsumeOptions,
  consume,
  type HandOffWork,
  type RunningConsumer,
  type WithdrawalWork,
  type Work,
} from './consume.ts';
export { AccessRefused, isProblem, ReferralsProblem, UnexpectedAnswer, Unreachable } from './errors.ts';
export { type Change, type FollowOptions, followChanges } from './follow-changes.ts';
export { parseMessage, type QueueMessage } from './messages.ts';
export type { ApiOptions, DeprecationNotice } from './request.ts';
export { type ClientCredentials, clientCredentials, type TokenSource } from './token.ts';
