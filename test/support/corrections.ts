/** A sender's correction of a whole referral, as a PUT makes it. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import { type CorrectionResult, correctReferral } from '#src/usecases/intake/correct-referral.ts';
import type { OwnDeps } from '#src/usecases/sender/own-referrals.ts';

export const correctWhole = (
  deps: OwnDeps,
  sender: Sender,
  id: ReferralId,
  version: number,
  body: unknown,
): Promise<CorrectionResult> => correctReferral(deps, { sender }, { id, version }, () => body);
