/** Corrections of one case, at any time, and those that are sent again because their answer was lost. */
import { applyMergePatch } from '#src/domain/merge-patch.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type CorrectionResult, correctReferral } from '#src/usecases/intake/correct-referral.ts';
import { partyId } from '#test/support/ids.ts';
import { explicitConsent, nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import type { Act, CorrectionKind } from './plan.ts';
import { noteAnswer, type Referral, type Story } from './story.ts';
import type { Deps } from './system.ts';

const authority = partyId('example-authority');

/** A merge patch. Numbers differ by version, so that each is another way to reach the person. */
function patchOf(kind: CorrectionKind, version: number): Overrides<Submission> {
  const number = String(version % 1000).padStart(3, '0');
  const { contact } = submission();
  switch (kind) {
    case 'safe-contact':
      return { contact: { ...contact, phone: `+447700900${number}` } };
    case 'unsafe-contact':
      return { contact: { safe: nothingSafe } };
    case 'suspect':
      return { suspects: [{ status: version % 2 === 0 ? 'bailed' : 'charged' }] };
    case 'need':
      return { needs: ['emotional-support', 'housing'] };
    case 'out-of-scope':
      return { offence: { category: 'theft-burglary' } };
    case 'summary':
      return { offence: { category: 'violence-with-injury', summary: `Version ${version}.` } };
    case 'nothing':
      return {};
  }
}

export async function correct(
  story: Story,
  { id, sender, body }: Referral,
  { kind, isWhole, byHub, asks, again }: Extract<Act, { act: 'correct' }>,
  deps: Deps,
): Promise<CorrectionResult> {
  const version = story.headOf(id)?.version ?? 1;
  const asked = { consent: { ...explicitConsent, obtainedAt: deps.now().toISOString() } };
  const patch = { ...patchOf(kind, version + 1), ...(asks && asked) };
  const send = async (): Promise<CorrectionResult> => {
    const result = await correctReferral(
      deps,
      byHub ? { triage: authority } : { sender },
      { id, version },
      (accepted) => applyMergePatch(isWhole ? body : accepted, patch),
    );
    if ('corrected' in result) noteAnswer(story, result.corrected);
    return result;
  };
  if (!again) return send();
  let first: CorrectionResult | undefined;
  try {
    first = await send();
  } catch (error) {
    if (!(error instanceof Error && story.isExpected(error))) throw error;
  }
  const second = await send();
  const fault = first && findRepeatFault(first, second, version);
  if (fault) story.violations.push(`${id} v${version}: ${fault}`);
  return second;
}

/** The same correction sent again makes no further version, whatever has happened since. */
function findRepeatFault(first: CorrectionResult, second: CorrectionResult, version: number): string | undefined {
  const made = 'corrected' in first ? first.corrected.version : version;
  if (made === version || 'notAllowed' in second) return undefined;
  const again = 'corrected' in second ? second.corrected.version : undefined;
  return again === made ? undefined : `corrected to v${made}, and sent again: ${Object.keys(second)} v${again}`;
}
