import type { HandOff } from '#src/domain/case/model.ts';
import { clockSkewMs } from '#src/domain/judgement/dates.ts';
import type { ServiceReport } from './service-report.ts';

export const contactTimeFaults = ['in-the-future', 'long-before-hand-off'] as const;
export type ContactTimeFault = (typeof contactTimeFaults)[number];

/** Half a year: a person may contact a service before their referral arrives, but a year early is a typing error. */
const maxBeforeHandOffMs = 183 * 24 * 60 * 60 * 1000;

/**
 * Checks the time a service reports for a contact or an attempt. A small clock skew is allowed. A time long before
 * the hand-off is refused, because it would make any deadline look met.
 */
export function findContactTimeFault(
  report: ServiceReport,
  { queuedAt }: HandOff,
  now: Date,
): ContactTimeFault | undefined {
  if (!('at' in report)) return undefined;
  const at = Date.parse(report.at);
  if (at > now.getTime() + clockSkewMs) return 'in-the-future';
  return at < Date.parse(queuedAt) - maxBeforeHandOffMs ? 'long-before-hand-off' : undefined;
}
