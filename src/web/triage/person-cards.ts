/** One referral of all that is held about a person. */
import { partyName } from '#src/domain/area.ts';
import type { ShownReferral } from '#src/usecases/erasure/show-held.ts';
import type { TriageCall } from '../app/page.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { formatDateTimeWithYear, formatDateWithYear } from '../format-time.ts';
import { html, joinLines, type Markup } from '../html.ts';
import { testTag } from './case-facts.ts';
import { caseHref, readPlace } from './list-place.ts';
import { statusText } from './triage-status.ts';

export const shortName = ({ area }: TriageCall, { first }: ShownReferral): string =>
  `${first.reference}, ${partyName(area, first.sender)}`;

export function heldCard(call: TriageCall, one: ShownReferral): Markup {
  const { area, site } = call;
  const { texts } = site;
  const words = texts.work.person;
  const { columns } = words;
  const { first, referralCase, because, kept } = one;
  const head = referralCase?.head;
  const from = [partyName(area, first.sender), words.received(formatDateTimeWithYear(first.receivedAt))];
  const services = [...new Set((referralCase?.handOffs ?? []).map(({ service }) => partyName(area, service)))];
  const row = (key: string, value: Markup): SummaryRow => ({ key: { text: key }, value: { html: value } });
  const title = html`<a class="govuk-link app-reference" href="${caseHref(one.id, readPlace(call))}">${first.reference}</a>`;
  return summaryList({
    card: { title: { html: title, headingLevel: 3 } },
    rows: [
      row(columns.from, html`${joinLines(from)}`),
      row(columns.why, html`${joinLines(because.map((reason) => words.because[reason]))}`),
      one.names && row(columns.who, html`${whoLine(call, one.names)}`),
      row(columns.status, html`${statusText(texts, head?.status ?? 'received')} ${testTag(texts, first.facts)}`),
      row(columns.services, html`${services.length > 0 ? joinLines(services) : words.noServices}`),
      row(columns.holds, html`${holdsLine(call, one)}`),
      row(columns.erasure, html`${kept ? words.kept[kept] : words.canBeErased}`),
    ],
  });
}

function whoLine({ site }: TriageCall, { givenName, familyName, dateOfBirth }: NonNullable<ShownReferral['names']>) {
  const { forms, work } = site.texts;
  const name = [givenName, familyName].filter(Boolean).join(' ');
  return [name, dateOfBirth && work.person.born(forms.longDate(dateOfBirth))].filter(Boolean).join(', ');
}

function holdsLine({ site }: TriageCall, { referralCase, record, texts, readings }: ShownReferral): string {
  const words = site.texts.work.person;
  const { erasedAt, forgottenAt } = referralCase?.head ?? {};
  if (erasedAt === undefined) return words.holds(record.version, texts, readings);
  const at = formatDateWithYear(erasedAt);
  return forgottenAt === undefined ? words.detailsErased(at) : words.forgotten(at);
}
