/**
 * Whether a version says what was sent. The stored hash names the form of the content it was made of; older rows have
 * the hash of the body as it was sent, and are compared in that form (ADR 19).
 */
import { canonicalJson } from '#src/domain/canonical.ts';
import { contentForm, contentOf } from '#src/domain/content.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { openSubmission } from './open-submission.ts';

/**
 * What a body that today's formats refuse says, where each field that they refuse says what it says in an accepted
 * version; undefined where one says something else.
 */
export type ReadAsAccepted = (
  body: unknown,
  accepted: Submission,
) => PartialSubmission | undefined | Promise<PartialSubmission | undefined>;

export const hashContent = (keys: Pick<Keys, 'bodyHash'>, submission: Submission): string =>
  `${contentForm}:${keys.bodyHash(contentOf(submission))}`;

const namesForm = ({ bodyHash }: LedgerRecord): boolean => bodyHash.includes(':');

/** @param sent the body as it was taken, and what it says */
export function isSameContent(
  keys: Pick<Keys, 'bodyHash' | 'open'>,
  version: LedgerRecord,
  { body, submission }: { body: unknown; submission: Submission },
): boolean {
  if (version.bodyHash === hashContent(keys, submission) || isSameBody(keys, version, body)) return true;
  if (namesForm(version)) return false;
  // Until it is erased, an older row also says what was sent, however that was spelt.
  const accepted = openSubmission(keys, version);
  return accepted !== undefined && contentOf(accepted) === contentOf(submission);
}

/** The same for a body that today's formats refuse: after an erasure it is recognised only in the older form. */
export async function isAcceptedContent(
  { keys, readAsAccepted }: { keys: Pick<Keys, 'bodyHash' | 'open'>; readAsAccepted: ReadAsAccepted },
  version: LedgerRecord,
  body: unknown,
): Promise<boolean> {
  if (isSameBody(keys, version, body)) return true;
  const accepted = openSubmission(keys, version);
  if (!accepted) return false;
  const said = await readAsAccepted(body, accepted);
  return said !== undefined && contentOf(said) === contentOf(accepted);
}

/** A body whose unknown fields were dropped was accepted as it was sent, too. */
function isSameBody(keys: Pick<Keys, 'bodyHash'>, { bodyHash, sentBodyHash }: LedgerRecord, body: unknown): boolean {
  const hash = keys.bodyHash(canonicalJson(body));
  return hash === bodyHash || hash === sentBodyHash;
}
