/** Keeps in the draft what was typed on a page whose session had ended, beside the answers that were saved. */
import type { ReferCall } from '../../app/page.ts';
import { firstValue } from '../../form/errors.ts';
import { paths } from '../paths.ts';
import { isStepId } from '../questions/steps.ts';
import { openDraft, readAnswers } from './draft.ts';
import { fromField, revisionOf } from './hidden-fields.ts';
import { updateDraft } from './save-draft.ts';

/** @returns the page on which to go on; undefined where the draft is gone or another person's */
export async function keepTyped(call: ReferCall): Promise<string | undefined> {
  const { step = 'equality' } = call.params;
  const open = await openDraft(call);
  if (!open || open.content.sent || !isStepId(step)) return undefined;
  const typed = { answers: readAnswers(step, call.form), rev: revisionOf(call) };
  const kept = await updateDraft(call, open, (content) => ({ ...content, typed: { ...content.typed, [step]: typed } }));
  if (!kept || kept.content.sent) return undefined;
  const from: Record<string, string> = firstValue(call.form, fromField) === 'check' ? { [fromField]: 'check' } : {};
  return paths.step(open.draft.id, step, from);
}
