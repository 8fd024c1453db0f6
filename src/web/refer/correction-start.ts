/** Starts a correction from the status page. */
import { spokenReference } from '#src/domain/ids.ts';
import { isAllowed, referralMoves } from '#src/domain/states.ts';
import type { Reply } from '#src/platform/exchange.ts';
import { findOwn, readOwn } from '#src/usecases/own-referrals.ts';
import type { PrivateCall } from '../app/page.ts';
import { startCorrection } from './draft.ts';
import { paths, senderOf } from './journey.ts';

/** A second press leads to the same draft. A referral that can no longer be corrected leads back to its status. */
export async function beginCorrection(call: PrivateCall): Promise<Reply> {
  const { deps, params } = call;
  const reference = params.reference ?? '';
  const sender = senderOf(call);
  const id = spokenReference.test(reference) ? await findOwn(deps, sender, reference) : undefined;
  const own = id && (await readOwn(deps, sender, id));
  if (!own) return call.notFound();
  const { head } = own.whole;
  const mayCorrect = head.erasedAt === undefined && isAllowed(referralMoves, head.status, 'received', 'sender');
  return call.redirect(mayCorrect ? paths.tasks(await startCorrection(call, head)) : paths.status(reference));
}
