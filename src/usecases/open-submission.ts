/** Opens what a version says. */
import type { Submission } from '#src/domain/submission.ts';
import type { Keys, LedgerRecord } from './ports.ts';

/** Undefined once it is erased. */
export const openSubmission = (keys: Pick<Keys, 'open'>, { id, sealed }: LedgerRecord): Submission | undefined =>
  sealed === undefined ? undefined : (JSON.parse(keys.open(id, sealed)) as Submission);
