/** A referral that was taken and handed off, for tests that begin after that. */
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import type { TestSystem } from './test-system.ts';

/** @throws when it is not taken as a new referral */
export async function submitAndDispatch(
  deps: TestSystem['deps'],
  sender: Sender,
  submission: Submission,
): Promise<LedgerRecord> {
  const done = await submitReferral(deps, sender, submission);
  if (!('created' in done)) throw new Error('It was not taken.');
  await dispatchReferral(deps, done.created.id, 1);
  return done.created;
}
