/** One thing that the hub may do with a referral: closed until it is wanted, open where it was tried and refused. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { blank, type FormState } from '../form/errors.ts';
import type { Form } from '../form/fields.ts';
import { postForm } from '../form/pages.ts';
import { type Content, html, type Markup } from '../html.ts';

/** What was typed and refused, and in which block. */
export type HubState = FormState & { tried?: string };

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
