/** The page of one day's balance. */

import { partyName } from '#src/domain/area.ts';
import {
  type BalanceDifference,
  handOffShares,
  type SenderLine,
  type ServiceLine,
  unknownSender,
} from '#src/domain/balance.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { addDays, londonDate } from '#src/domain/london.ts';
import { referralStatuses } from '#src/domain/states.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { type DayBalance, readBalance } from '#src/usecases/balance/read-balance.ts';
import type { TriageCall } from '../app/page.ts';
import { formatCount } from '../charts/figure.ts';
import { insetText } from '../components/inset-text.ts';
import { type TableCell, table } from '../components/table.ts';
import { formatDateTimeWithYear, formatDateWithYear } from '../format-time.ts';
import { type Content, html, type Markup } from '../html.ts';
import { scrollableRegion } from '../scrollable.ts';
import { balanceHref } from './balance-path.ts';
import { statusText } from './triage-status.ts';

/** `?day=` of the past; without one, or with one that is none, yesterday. */
export async function show(call: TriageCall): Promise<HttpResponse> {
  const words = call.site.texts.balance;
  const yesterday = addDays(londonDate(call.now), -1);
  const asked = call.query.get('day') ?? '';
  const day = isDay(asked) && asked < yesterday ? asked : yesterday;
  const found = await readBalance(call.deps.balances, day);
  const content = html`<h1 class="govuk-heading-l">${words.titleOf(formatDateWithYear(day))}</h1>
  <p class="govuk-body">${words.lead}</p>
  ${otherDays(call, day, yesterday)}
  ${differenceSection(call, found)}
  ${found.balance && tables(call, found)}`;
  return call.page({ title: words.titleOf(formatDateWithYear(day)), content, width: 'full' });
}

const isDay = (text: string): boolean => /^20\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

function otherDays({ site }: TriageCall, day: string, yesterday: string): Markup {
  const words = site.texts.balance;
  const link = (to: string): Markup =>
    html`<a class="govuk-link" href="${balanceHref(to)}">${words.day(formatDateWithYear(to))}</a>`;
  const later = addDays(day, 1);
  return html`<p class="govuk-body">${link(addDays(day, -1))}${later <= yesterday && html` · ${link(later)}`} · <a class="govuk-link" href="/triage">${site.texts.work.triage.title}</a></p>`;
}

const nameOf = ({ area, site }: TriageCall, party: PartyId): string =>
  party === unknownSender ? site.texts.balance.unknownSender : partyName(area, party);

function differenceSection(call: TriageCall, { balance, differences }: DayBalance): Markup {
  const words = call.site.texts.balance;
  const line = ({ kind, party, expected, found }: BalanceDifference): Markup =>
    html`<li>${words.difference[kind](nameOf(call, party), expected, found)}</li>`;
  return html`<h2 class="govuk-heading-m">${words.differences}</h2>
  ${!balance && insetText({ text: words.notYet })}
  ${differences.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${differences.map(line)}</ul><p class="govuk-body">${words.whatToDo}</p>`}
  ${balance && differences.length === 0 && html`<p class="govuk-body">${words.none}</p>`}
  ${balance && html`<p class="govuk-body-s">${words.madeAt(formatDateTimeWithYear(balance.madeAt))}</p>`}`;
}

function tables(call: TriageCall, { balance, counts }: DayBalance): Content {
  const words = call.site.texts.balance;
  const countOf = new Map<PartyId, number>(counts.map(({ sender, sent }) => [sender, sent]));
  const senders = balance?.senders.filter(({ received, sender }) => received > 0 || countOf.has(sender)) ?? [];
  const services = balance?.services.filter(({ handedOff, deadLetters }) => handedOff + deadLetters > 0) ?? [];
  return html`${senderTable(call, senders, countOf)}
  ${serviceTable(call, services)}
  <p class="govuk-body-s">${words.explained}</p>`;
}

function numbersTable(caption: string, names: readonly string[], rows: TableCell[][], none: string): Markup {
  if (rows.length === 0)
    return html`<h2 class="govuk-heading-m">${caption}</h2>
  <p class="govuk-body">${none}</p>`;
  const [first = '', ...rest] = names;
  const inner = table({
    caption,
    captionClasses: 'govuk-table__caption--m',
    firstCellIsHeader: true,
    head: [{ text: first }, ...rest.map((text): TableCell => ({ text, format: 'numeric' }))],
    rows,
  });
  return scrollableRegion(caption, inner);
}

function senderTable(call: TriageCall, lines: SenderLine[], countOf: ReadonlyMap<PartyId, number>): Markup {
  const { texts } = call.site;
  const words = texts.balance;
  const statuses = referralStatuses.filter((status) => status !== 'received');
  const names = [
    words.columns.sender,
    words.columns.ownCount,
    words.columns.received,
    ...statuses.map((status) => statusText(texts, status)),
    words.columns.open,
  ];
  const rows = lines.map(({ sender, received, byStatus, notRecorded }) => [
    { text: nameOf(call, sender) },
    numberCell(call, countOf.get(sender)),
    numberCell(call, received),
    ...statuses.map((status) => numberCell(call, byStatus[status])),
    numberCell(call, byStatus.received + notRecorded),
  ]);
  return numbersTable(words.bySender, names, rows, words.noReferral);
}

function serviceTable(call: TriageCall, lines: ServiceLine[]): Markup {
  const words = call.site.texts.balance;
  const names = [
    words.columns.service,
    words.columns.handedOff,
    ...handOffShares.map((share) => words.share[share]),
    words.columns.deadLetters,
  ];
  const rows = lines.map(({ service, handedOff, shares, deadLetters }) => [
    { text: partyName(call.area, service) },
    numberCell(call, handedOff),
    ...handOffShares.map((share) => numberCell(call, shares[share])),
    numberCell(call, deadLetters),
  ]);
  return numbersTable(words.byService, names, rows, words.noHandOff);
}

const numberCell = ({ site }: TriageCall, count: number | undefined): TableCell => ({
  text: count === undefined ? site.texts.balance.notSaid : formatCount(site.texts, count),
  format: 'numeric',
});
