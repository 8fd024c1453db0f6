/** How the pages of triage name a status. */
import type { ReferralStatus } from '#src/domain/states.ts';
import type { Texts } from '../texts/en.ts';

/** The vocabulary's text for `returned` addresses the referrer ("to you"), so triage has its own. */
export const statusText = (texts: Texts, status: ReferralStatus): string =>
  status === 'returned' ? texts.work.triage.returned : texts.words.referralStatus[status];
