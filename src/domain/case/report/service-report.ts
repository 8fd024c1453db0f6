/** What a service reports of a hand-off. */
import { type HandOffStatus, handOffTransitions, keepsStatusOnAttempt, nextStatuses } from '#src/domain/states.ts';
import type {
  AttemptResult,
  Channel,
  DeclineReason,
  ReturnReason,
  SupportOutcome,
  SuspendReason,
} from '#src/domain/vocabulary.ts';

/** An attempt to reach the person. `note` says why it was made over a channel that is not safe, or while suspended. */
export interface ContactAttempt {
  channel: Channel;
  at: string;
  result?: AttemptResult;
  note?: string;
}

/** A service's report on its hand-off. Times are RFC 3339; `note` is sealed; `channels` are those found wrong or unsafe. */
export type ServiceReport =
  | { status: 'accepted' }
  | { status: 'declined'; reason: DeclineReason }
  | { status: 'returned'; reason: ReturnReason; note?: string }
  | ({ status: 'contact-attempted' } & ContactAttempt)
  | { status: 'contacted'; at: string }
  | { status: 'supporting' }
  | { status: 'suspended'; reason: SuspendReason; channels?: readonly Channel[]; note?: string }
  | { status: 'closed'; outcome: SupportOutcome };

export const serviceReportStatuses = [
  'accepted',
  'declined',
  'returned',
  'contact-attempted',
  'contacted',
  'supporting',
  'suspended',
  'closed',
] as const satisfies readonly ServiceReport['status'][];

/** Nobody may try to reach the person: an attempt needs its reason, and goes before triage. */
export const isContactStopped = (status: HandOffStatus): boolean => status === 'suspended' || status === 'withdrawn';

/** Results that say that a way to reach the person is wrong or not safe, whatever the referral says of it. */
const findings: readonly AttemptResult[] = ['wrong-number', 'someone-else-answered'];
export const isFinding = (result: AttemptResult | undefined): boolean =>
  result !== undefined && findings.includes(result);

/** Statuses that the service may report next. */
export function reportableStatuses(status: HandOffStatus): HandOffStatus[] {
  const next = nextStatuses(handOffTransitions, status, 'service');
  return keepsStatusOnAttempt(status) ? ['contact-attempted', ...next] : next;
}
