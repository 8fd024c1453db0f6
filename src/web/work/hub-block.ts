/** The forms with which triage acts on a referral: how each is shown and submitted. */
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { blank, type FormError, type FormState } from '../form/errors.ts';
import type { Form } from '../form/fields.ts';
import { postForm } from '../form/pages.ts';
import { type Content, html, type Markup } from '../html.ts';

/** What was entered and refused, and in which form. */
export type HubState = FormState & { tried?: string };

/** Collapsed, except for a form that was submitted and refused. */
export function hubBlock(
  call: PrivateCall,
  id: ReferralId,
  state: HubState,
  block: { name: string; label: string; inner: (form: Form) => Content },
): Markup {
  const { name, label, inner } = block;
  const form: Form = { ...(state.tried === name ? state : blank), texts: call.site.texts };
  const content = html`${inner(form)}${button({ text: label, preventDoubleClick: true })}`;
  const post = call.post(`/triage/${id}/${name}`);
  return details({ summaryText: label, html: postForm(post, content), open: state.tried === name });
}

/** Renders the referral's page. */
type Show = (call: PrivateCall, state: HubState, status: number) => Promise<Reply>;

/**
 * Performs the action and redirects to the referral; shows the errors instead if the form has any (422) or the use case
 * refuses (409).
 * @param describeRefusal why the use case refused, as a text for the page; undefined if it succeeded
 */
export async function actOn<Done extends object>(
  call: PrivateCall,
  given: { tried: string; errors: FormError[]; work: (id: ReferralId) => Promise<Done | { absent: true }>; show: Show },
  against: (done: Done, id: ReferralId) => string | undefined,
): Promise<Reply> {
  const { tried, errors, work, show } = given;
  const id = call.params.id ?? '';
  if (!isReferralId(id)) return call.notFound();
  if (errors.length > 0) return show(call, { values: call.form, errors, tried }, 422);
  const done = await work(id);
  if ('absent' in done) return call.notFound();
  const text = against(done, id);
  return text === undefined
    ? call.redirect(`/triage/${id}`)
    : show(call, { values: {}, errors: [{ field: 'main-content', text }] }, 409);
}
