/** Who referred a case: the organisation, and the person to ring. */
import { partyName } from '#src/domain/area.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { TriageCall } from '../app/page.ts';
import { formatPhoneNumber } from '../format-phone.ts';
import { html, joinLines, type Markup } from '../html.ts';

/** In one piece, wherever the line ends. */
const spokenNumber = (phone: string): string => formatPhoneNumber(phone).replaceAll(' ', '\u00a0');

/** With what of the referrer was opened. */
export function referrerLines(
  { area }: TriageCall,
  { sender }: CaseHead,
  referrer: PartialSubmission['referrer'] = {},
): Markup {
  const { name, role, phone, email } = referrer;
  const lines = [
    partyName(area, sender),
    [name, role].filter(Boolean).join(', '),
    phone && html`<a class="govuk-link app-reference" href="tel:${phone}">${spokenNumber(phone)}</a>`,
    email && html`<a class="govuk-link app-break" href="mailto:${email}">${email}</a>`,
  ];
  return html`${joinLines(lines.filter(Boolean))}`;
}
