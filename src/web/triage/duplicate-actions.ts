/** Handles the form with which triage decides about a possible duplicate. */
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { decideDuplicateAsTriage } from '#src/usecases/triage/decide-duplicate.ts';
import type { TriageCall } from '../app/page.ts';
import { findValue } from '../form/choices.ts';
import { firstValue } from '../form/errors.ts';
import { textErrors } from '../work/required-text.ts';
import { backToList } from './done.ts';
import { duplicateAnswers, maxDuplicateReason } from './duplicate-section.ts';
import { show } from './triage.ts';
import { performAction } from './triage-form.ts';

export async function decide(call: TriageCall): Promise<HttpResponse> {
  const words = call.site.texts.work.duplicate;
  const answer = findValue(duplicateAnswers, firstValue(call.form, 'answer'));
  const id = call.params.id ?? '';
  if (answer === 'later' && isReferralId(id)) return call.redirect(backToList(call, 'undecided', id));
  const shown = firstValue(call.form, 'of');
  const of = answer === 'same' && isReferralId(shown) ? shown : null;
  const reason = firstValue(call.form, 'duplicate-reason').trim();
  const isAnswered = answer === 'different' || of !== null;
  const errors = [
    ...(isAnswered ? [] : [{ field: 'answer', text: words.missing }]),
    ...textErrors(call.site.texts, {
      field: 'duplicate-reason',
      value: reason,
      maxLength: maxDuplicateReason,
      missing: words.whyMissing,
      what: words.whyWhat,
    }),
  ];
  const perform = (id: ReferralId) => decideDuplicateAsTriage(call.deps, call.viewer.party.id, id, { of, reason });
  const done = (id: ReferralId) => backToList(call, of === null ? 'different' : 'same', id);
  return performAction(call, { formName: 'duplicate', errors, perform, show, done }, (result, id) => {
    if ('otherReferralFault' in result) return words.faults[result.otherReferralFault];
    if (!('referralCase' in result)) return call.site.texts.work.handOff.conflict;
    if (result.deferred > 0) call.deps.log.warn('hand-off-send-failed', { referralId: id, count: result.deferred });
    return undefined;
  });
}
