/** When a service says that it made contact, or tried. */
import { clockSkewMs } from '../judgement/dates.ts';
import type { Report } from './report.ts';

/** A contact cannot have been made yet to come; a service's clock may be a little ahead of ours, as a sender's may. */
export const isAhead = (told: Report, now: Date): boolean =>
  'at' in told && Date.parse(told.at) > now.getTime() + clockSkewMs;
