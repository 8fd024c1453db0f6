/** Opens what a version says. */
import type { Submission } from '#src/domain/submission.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';

/** Undefined once it is erased. */
export const openSubmission = (
  keys: Pick<Keys, 'open'>,
  { id, version, sealed }: LedgerRecord,
): Submission | undefined =>
  sealed === undefined ? undefined : (JSON.parse(keys.open(submissionPlace(id, version), sealed)) as Submission);
