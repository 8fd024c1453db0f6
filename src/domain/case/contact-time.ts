import { clockSkewMs } from '../judgement/dates.ts';
import type { HandOff } from './model.ts';
import type { Report } from './report.ts';

export const contactTimeFaults = ['in-the-future', 'long-before-hand-off'] as const;
export type ContactTimeFault = (typeof contactTimeFaults)[number];

/** Half a year: a person may contact a service before their referral arrives, but a year early is a typing error. */
const earliestBeforeMs = 183 * 24 * 60 * 60 * 1000;

/**
 * Checks the time a service reports for a contact or an attempt. A small clock skew is allowed. A time long before
 * the hand-off is refused, because it would make any deadline look met.
 */
export function contactTimeFault(told: Report, { queuedAt }: HandOff, now: Date): ContactTimeFault | undefined {
  if (!('at' in told)) return undefined;
  const at = Date.parse(told.at);
  if (at > now.getTime() + clockSkewMs) return 'in-the-future';
  return at < Date.parse(queuedAt) - earliestBeforeMs ? 'long-before-hand-off' : undefined;
}
