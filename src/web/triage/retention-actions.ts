/** Handles triage's forms for erasure and legal hold. */
import { type Decider, needsSecondPerson } from '#src/domain/case/retention/propose-erasure.ts';
import type { RetentionRefusal } from '#src/domain/case/retention/retention.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { erasureReasons } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import {
  cancelErasureAsTriage,
  confirmErasureAsTriage,
  liftLegalHoldAsTriage,
  placeLegalHoldAsTriage,
  type RetentionResult,
  requestErasureAsTriage,
} from '#src/usecases/erasure/retention.ts';
import type { TriageCall } from '../app/page.ts';
import { findValue } from '../form/choices.ts';
import { type FormError, firstValue } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';
import { textErrors } from '../work/required-text.ts';
import { backToCase, type CaseOutcome } from './done.ts';
import { maxHoldReason } from './retention-section.ts';
import { show } from './triage.ts';
import { performAction } from './triage-form.ts';

export async function erase(call: TriageCall): Promise<HttpResponse> {
  const reason = findValue(erasureReasons, firstValue(call.form, 'erasure-reason'));
  const missing = { field: 'erasure-reason', text: call.site.texts.work.retention.eraseMissing };
  const done = reason && needsSecondPerson(reason) ? 'erasure-proposed' : 'erasure-asked';
  return changeRetention(call, { formName: 'erase', errors: reason ? [] : [missing], done }, (id) =>
    requestErasureAsTriage(call.deps, call.viewer.party.id, id, reason ?? 'asked-by-person', call.viewer.user),
  );
}

export const confirm = (call: TriageCall): Promise<HttpResponse> =>
  changeRetention(call, { formName: 'confirm-erasure', errors: [], done: 'erasure-asked' }, (id) =>
    confirmErasureAsTriage(call.deps, deciderOf(call), id),
  );

export const cancel = (call: TriageCall): Promise<HttpResponse> =>
  changeRetention(call, { formName: 'cancel-erasure', errors: [], done: 'erasure-cancelled' }, (id) =>
    cancelErasureAsTriage(call.deps, call.viewer.party.id, id),
  );

const deciderOf = ({ viewer }: TriageCall): Decider => ({ party: viewer.party.id, user: viewer.user });

export async function hold(call: TriageCall): Promise<HttpResponse> {
  const reason = firstValue(call.form, 'hold-reason').trim();
  const { holdMissing: missing, holdWhat: what } = call.site.texts.work.retention;
  const requiredText = { field: 'hold-reason', value: reason, maxLength: maxHoldReason, missing, what };
  const errors = textErrors(call.site.texts, requiredText);
  return changeRetention(call, { formName: 'hold', errors, done: 'legal-hold' }, (id) =>
    placeLegalHoldAsTriage(call.deps, call.viewer.party.id, id, reason),
  );
}

export const lift = (call: TriageCall): Promise<HttpResponse> =>
  changeRetention(call, { formName: 'lift', errors: [], done: 'hold-lifted' }, (id) =>
    liftLegalHoldAsTriage(call.deps, call.viewer.party.id, id),
  );

const changeRetention = (
  call: TriageCall,
  { done, ...action }: { formName: string; errors: FormError[]; done: CaseOutcome },
  perform: (id: ReferralId) => Promise<RetentionResult>,
): Promise<HttpResponse> =>
  performAction(call, { ...action, perform, show, done: (id) => backToCase(call, done, id) }, (result) =>
    'refused' in result ? describeRefusal(call.site.texts, result.refused) : undefined,
  );

function describeRefusal({ work: perform }: Texts, refused: RetentionRefusal): string {
  if ('open' in refused) return perform.retention.stillOpen;
  if ('samePerson' in refused) return perform.retention.confirmByAnother;
  if ('notProposed' in refused) return perform.retention.notProposed;
  return 'onHold' in refused ? perform.retention.onHold : perform.retention.alreadyErased;
}
