/** What no search for a person reaches, in words for whoever answers them: the hub's page, the operator's command. */
import { backupDays } from './backups.ts';

/** A draft of the partner form goes this long after it was last saved. */
export const draftDays = 42;

export const notSearched: readonly string[] = [
  `Drafts of the web form. They are sealed, and are found only by who began them. Each goes when it is sent, and at the latest ${draftDays} days after it was last saved.`,
  'A referral that was sent without a given name or a date of birth, or under a name that was put right later. Name its reference to have it among these; another referral of the same crime leads to it too.',
  `Backups. They hold what was erased for up to ${backupDays} days, and what is restored from them is erased again.`,
  'What a service has copied into its own system. The service answers for that itself.',
];
