/** The ways to reach a person, each with its number or address beside whether it may be used now. */
import { findMark, type ReportedMark, type ReportedWays } from '#src/domain/case/report/reported-ways.ts';
import type { ChannelAdvice, FirstContact } from '#src/domain/detail/first-contact.ts';
import { shownDetail } from '#src/domain/detail/shown-detail.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { FieldPath } from '#src/domain/submission/registry.ts';
import type { Channel, TriState } from '#src/domain/vocabulary.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { tag } from '../components/tag.ts';
import { countryName } from '../countries.ts';
import { formatPhoneNumber } from '../format-phone.ts';
import { type Content, html, joinLines, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';

/** What has come to be known of the ways since the referral was made. */
export interface ContactState extends Partial<ReportedWays> {
  /** What the reader may see of the referral; without it, an unsafe way is shown without its number. */
  shared?: PartialSubmission | undefined;
  /** No way may be used now. */
  isStopped?: boolean;
}

/** Whether a way may be used now, best first. */
type Usability = TriState | 'stopped' | ReportedMark;
const usabilityOrder: readonly Usability[] = [
  'yes',
  'unknown',
  'stopped',
  'maybe-unsafe',
  'maybe-wrong',
  'no',
  'wrong',
];
const tagClasses: Record<Usability, string> = {
  yes: 'govuk-tag--green',
  unknown: 'govuk-tag--yellow',
  stopped: 'govuk-tag--red',
  'maybe-unsafe': 'govuk-tag--red',
  'maybe-wrong': 'govuk-tag--red',
  no: 'govuk-tag--red',
  wrong: 'govuk-tag--red',
};

function usabilityOf({ channel, safe }: ChannelAdvice, state: ContactState): Usability {
  const mark = findMark(channel, state);
  if (mark === 'wrong' || safe === 'no') return mark === 'wrong' ? mark : safe;
  if (mark === 'maybe-wrong') return mark;
  return state.isStopped ? 'stopped' : (mark ?? safe);
}

/** Fields that the ways show, so that no number stands anywhere without whether it is safe. */
export function contactWayPaths({ channels }: FirstContact): FieldPath[] {
  const isElsewhere = channels.some((one) => one.isElsewhere);
  return [
    'contact.phone',
    'contact.email',
    'contact.safe.call',
    'contact.safe.voicemail',
    'contact.safe.text',
    'contact.safe.email',
    'contact.safe.post',
    ...(isElsewhere
      ? (['contact.postTo.lines', 'contact.postTo.postcode'] as const)
      : (['victim.address.lines', 'victim.address.postcode', 'victim.address.country'] as const)),
  ];
}

export function contactWays(texts: Texts, { channels, alternative }: FirstContact, state: ContactState): Markup {
  const words = texts.work.firstContact;
  const ways = channels
    .map((one) => ({ one, usability: usabilityOf(one, state) }))
    .sort((one, other) => usabilityOrder.indexOf(one.usability) - usabilityOrder.indexOf(other.usability));
  // A number that must not be used is shown once, to recognise it.
  const shown = new Set<string>();
  const rows = ways.map(({ one, usability }) => {
    const lines = detailLines(texts, one, state.shared);
    const detail = lines.join('\n');
    const isShown = lines.length > 0 && (isUsable(usability) || !shown.has(detail));
    shown.add(detail);
    return wayRow(texts, one, { usability, lines: isShown ? lines : [] });
  });
  const other = alternative && [
    alternative.name,
    alternative.relationship,
    alternative.phone && formatPhoneNumber(alternative.phone),
  ];
  const isAlternativeShown = channels.some(({ phoneOf }) => phoneOf === 'alternative');
  const otherMark = state.alternative ?? (state.isStopped ? 'stopped' : undefined);
  const otherRow = other &&
    !isAlternativeShown && {
      key: { text: words.alternative },
      value: {
        html: html`${otherMark && html`${tag({ text: words.usability[otherMark], classes: tagClasses[otherMark] })} ${words.usabilityReason[otherMark]}<br>`}
        ${joinLines(other.filter((line) => typeof line === 'string'))}`,
      },
    };
  return html`<h3 class="govuk-heading-s">${words.ways}</h3>
  ${summaryList({ rows: [...rows, ...(otherRow ? [otherRow] : [])] })}`;
}

const isUsable = (usability: Usability): boolean => usability === 'yes' || usability === 'unknown';

/** @returns whether any way may be used as safe */
export const hasSafeWay = ({ channels }: FirstContact, state: ContactState): boolean =>
  channels.some((one) => usabilityOf(one, state) === 'yes');

function wayRow(
  texts: Texts,
  { channel, because, phoneOf, isElsewhere }: ChannelAdvice,
  { usability, lines }: { usability: Usability; lines: readonly string[] },
): SummaryRow {
  const words = texts.work.firstContact;
  const reasons: Content[] =
    usability === 'yes' || usability === 'no'
      ? because.map((reason) => words.because[reason])
      : [words.usabilityReason[usability]];
  const notes = [
    lines.length > 0 && phoneOf && isUsable(usability) && words.phoneOf(phoneOf),
    isElsewhere && isUsable(usability) && words.elsewhere,
  ].filter((line) => typeof line === 'string');
  const value = html`${tag({ text: words.usability[usability], classes: tagClasses[usability] })} ${reasons.map((one) => html`${one} `)}${
    lines.length > 0 && html`<br><span class="app-break">${joinLines(lines)}</span>`
  }${notes.length > 0 && html`<br>${joinLines(notes)}`}`;
  return { key: { text: texts.words.channel[channel] }, value: { html: value } };
}

/** Ways by their names alone, for those who are not shown what is behind them. */
export const channelNames = ({ words }: Texts, channels: readonly Channel[]): string =>
  channels.map((one) => words.channel[one]).join(', ');

/** The number, e-mail or address of a way, as the reader is shown it. */
export function detailLines({ language }: Texts, one: ChannelAdvice, shared: PartialSubmission | undefined): string[] {
  const { phone, email, address } = shownDetail(one, shared);
  return [
    phone === undefined ? [] : [formatPhoneNumber(phone)],
    email === undefined ? [] : [email],
    address?.lines ?? [],
    address?.postcode === undefined ? [] : [address.postcode],
    address?.country === undefined ? [] : [countryName(address.country, language)],
  ].flat();
}
