/** The services that a referral would go to if it were sent now. */
import type { Decision } from '#src/domain/decision.ts';
import type { ReferCall } from '../../app/page.ts';
import { formatDateTime } from '../../format-time.ts';
import { html, type Markup } from '../../html.ts';

export function expectedRecipients({ site }: ReferCall, { chosen }: Decision): Markup {
  const words = site.texts.refer.check;
  return html`<h2 class="govuk-heading-m">${words.goesTo}</h2>
  ${chosen.map(({ name, respondBy, part }) => html`<p class="govuk-body">${part === 'lead' ? words.leadResponds(name, formatDateTime(respondBy)) : words.alongside(name)}</p>`)}`;
}
