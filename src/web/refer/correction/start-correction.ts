/** Starts a correction from the status page. */

import { canCorrect } from '#src/domain/case/triage/allowed-actions.ts';
import { referencePattern } from '#src/domain/ids.ts';
import { senderOf } from '#src/domain/sender.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { findOwnReferral, readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import type { ReferCall } from '../../app/page.ts';
import { startCorrectionDraft } from '../drafts/draft.ts';
import { paths } from '../paths.ts';

/** A second press leads to the same draft. A referral that can no longer be corrected leads back to its status. */
export async function beginCorrection(call: ReferCall): Promise<HttpResponse> {
  const { deps, params } = call;
  const reference = params.reference ?? '';
  const sender = senderOf(call.viewer.party);
  const id = referencePattern.test(reference) ? await findOwnReferral(deps, sender, reference) : undefined;
  const ownReferral = id && (await readOwnReferral(deps, sender, id));
  if (!ownReferral) return call.notFound();
  const { head } = ownReferral.referralCase;
  return call.redirect(
    canCorrect(head) ? paths.tasks(await startCorrectionDraft(call, head)) : paths.status(reference),
  );
}
