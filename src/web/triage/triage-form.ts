/** The forms with which triage acts on a referral: how each is shown and submitted. */
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { TriageCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { emptyForm, type FormError, type FormState } from '../form/errors.ts';
import type { Form } from '../form/fields.ts';
import { postForm } from '../form/patterns.ts';
import { type Content, html, type Markup } from '../html.ts';
import { caseHref, readPlace } from './list-place.ts';

/** What was entered and refused, and in which form. */
export type TriageFormState = FormState & { formName?: string };

/** Collapsed, except for the one that the page is about, and one that was submitted and refused. */
export function triageForm(
  call: TriageCall,
  id: ReferralId,
  state: TriageFormState,
  definition: {
    name: string;
    label: string;
    inner: (form: Form) => Content;
    isOpen?: boolean;
    hidden?: Record<string, string>;
  },
): Markup {
  const { name, label, inner, isOpen = false, hidden } = definition;
  const form: Form = { ...(state.formName === name ? state : emptyForm), texts: call.site.texts };
  const content = html`${inner(form)}${button({ text: label, preventDoubleClick: true })}`;
  const formAction = call.formAction(caseHref(id, readPlace(call), { action: name }), hidden);
  return details({ summaryText: label, html: postForm(formAction, content), open: isOpen || state.formName === name });
}

/** Renders the referral's page. */
export type ShowPage = (call: TriageCall, state: TriageFormState, status: number) => Promise<HttpResponse>;

/**
 * Performs the action and goes to where the hub works on; shows the errors instead if the form has any (422) or the use case
 * refuses (409, or 422 with the fields at fault).
 * @param describeRefusal why the use case refused, as a text for the page, errors of fields or a page of its own; undefined
 *   if it succeeded
 */
export async function performAction<Result extends object>(
  call: TriageCall,
  action: {
    formName: string;
    errors: FormError[];
    perform: (id: ReferralId) => Promise<Result | { absent: true }>;
    show: ShowPage;
    /** The address to go to once it is done. */
    done: (id: ReferralId) => string;
  },
  describeRefusal: (result: Result, id: ReferralId) => string | FormError[] | HttpResponse | undefined,
): Promise<HttpResponse> {
  const { formName, errors, perform, show, done } = action;
  const id = call.params.id ?? '';
  if (!isReferralId(id)) return call.notFound();
  if (errors.length > 0) return show(call, { values: call.form, errors, formName }, 422);
  const result = await perform(id);
  if ('absent' in result) return call.notFound();
  const refusal = describeRefusal(result, id);
  if (refusal === undefined) return call.redirect(done(id));
  if (typeof refusal === 'object' && 'status' in refusal) return refusal;
  return typeof refusal === 'string'
    ? show(call, { values: {}, errors: [{ field: 'main-content', text: refusal }] }, 409)
    : show(call, { values: call.form, errors: refusal, formName }, 422);
}
