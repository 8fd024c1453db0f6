/** When a service says that it made contact, or tried. */
import { clockSkewMs } from '../judgement/dates.ts';
import type { HandOff } from './model.ts';
import type { Report } from './report.ts';

export const contactTimeFaults = ['in-the-future', 'long-before-hand-off'] as const;
export type ContactTimeFault = (typeof contactTimeFaults)[number];

/** Half a year: a person may come to a service before their referral does; a year too early is a slip of the pen. */
const earliestBeforeMs = 183 * 24 * 60 * 60 * 1000;

/**
 * A contact cannot have been made yet to come; a service's clock may be a little ahead of ours, as a sender's may.
 * One that is dated long before the hand-off would make any deadline look met.
 */
export function contactTimeFault(told: Report, { queuedAt }: HandOff, now: Date): ContactTimeFault | undefined {
  if (!('at' in told)) return undefined;
  const at = Date.parse(told.at);
  if (at > now.getTime() + clockSkewMs) return 'in-the-future';
  return at < Date.parse(queuedAt) - earliestBeforeMs ? 'long-before-hand-off' : undefined;
}
