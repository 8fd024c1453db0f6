/** What leads the pages of a case: what to know before the first word with the person. */
import type { FirstContact, SuspectSummary } from '#src/domain/detail/first-contact.ts';
import type { Note } from '#src/domain/judgement/notes.ts';
import { noteTexts } from '#src/domain/judgement/notes.ts';
import type { FieldPath } from '#src/domain/submission/registry.ts';
import { insetText } from '../components/inset-text.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { warningText } from '../components/warning-text.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { type Content, html, joinLines, type Markup, withLineBreaks } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { type ContactState, contactWays, hasSafeWay } from './contact-ways.ts';

/** Fields that this says already, as they were sent. */
export const firstContactPaths: readonly FieldPath[] = [
  'contact.instructions',
  'contact.mustNotKnow',
  'contact.mayAnswer',
  'contact.withholdNumber',
  'contact.codeWord',
  'contact.times',
  'consent.personAware',
  'victim.preferredName',
];

/** Notes for those who make contact; the others are for the sender. */
const notesShown: readonly Note[] = ['safeguarding-not-made', 'guardian-suspected', 'treated-as-domestic-abuse'];

export function firstContactSection(
  texts: Texts,
  advice: FirstContact,
  notes: readonly string[],
  state: ContactState = {},
): Markup {
  const words = texts.work.firstContact;
  const shown = notesShown.filter((note) => notes.includes(note));
  return html`<section class="app-first-contact" aria-labelledby="first-contact">
  <h2 class="govuk-heading-m" id="first-contact">${words.title}</h2>
  ${unawareWarning(texts, advice)}
  ${state.isStopped ? warning(texts, words.stopped) : warning(texts, channelWarning(texts, advice, state))}
  ${shown.map((note) => insetText({ text: noteTexts[note] }))}
  ${summaryList({ rows: rowsOf(texts, advice) })}
  ${contactWays(texts, advice, state)}
  </section>`;
}

const warning = (texts: Texts, text: string): Markup => warningText({ text, iconFallbackText: texts.site.warning });

function unawareWarning(texts: Texts, { personAware, overrideReason }: FirstContact): Content {
  if (personAware !== 'no') return undefined;
  const words = texts.work.firstContact;
  const reason =
    overrideReason === undefined
      ? html`<p class="govuk-body">${words.reasonUnseen}</p>`
      : insetText({ html: html`<strong>${words.reason}</strong><br>${withLineBreaks(overrideReason)}` });
  return html`${warning(texts, words.unaware)}${reason}`;
}

function channelWarning(texts: Texts, advice: FirstContact, state: ContactState): string {
  const words = texts.work.firstContact;
  const unsafe = advice.channels.filter(({ safe }) => safe === 'no').map(({ channel }) => texts.words.channel[channel]);
  return [
    ...(unsafe.length > 0 ? [words.avoid(unsafe.join(', ').toLowerCase())] : []),
    hasSafeWay(advice, state) ? words.warning : words.noneSafe,
  ].join(' ');
}

type Rows = (SummaryRow | undefined)[];

const textRow = (key: string, text: string | undefined): SummaryRow | undefined =>
  text === undefined || text === ''
    ? undefined
    : { key: { text: key }, value: { html: html`${withLineBreaks(text)}` } };

/** Numbers and addresses follow these: the form promises that nobody sees them before how to use them. */
function rowsOf(texts: Texts, advice: FirstContact): SummaryRow[] {
  const { labels } = texts.fields;
  const words = texts.work.firstContact;
  const rows: Rows = [
    textRow(labels['contact.instructions'], advice.instructions),
    textRow(labels['contact.mustNotKnow'], advice.mustNotKnow),
    textRow(labels['contact.mayAnswer'], advice.mayAnswer),
    textRow(labels['contact.times'], advice.times),
    textRow(labels['contact.withholdNumber'], advice.withholdNumber ? words.withholdNumber : undefined),
    textRow(labels['contact.codeWord'], advice.codeWord),
    textRow(labels['consent.personAware'], advice.agreed ? words.agreed : words.aware[advice.personAware]),
    textRow(labels['victim.preferredName'], advice.preferredName),
    ...(advice.suspects ?? []).map((one, index) => suspectRow(texts, one, index + 1)),
  ];
  return rows.filter((row) => row !== undefined);
}

function suspectRow(texts: Texts, suspect: SuspectSummary, position: number): SummaryRow {
  const words = texts.work.firstContact;
  const { relationship, status, statusAt, noContactCondition, releaseOn } = suspect;
  const lines = [
    statusText(texts, status, statusAt),
    releaseOn && words.release(texts.forms.longDate(releaseOn)),
    noContactCondition && words.noContact[noContactCondition],
    suspect.livesWithVictim === 'yes' && words.livesWithVictim,
    suspect.isGuardian === true && words.isGuardian,
  ].filter((line) => typeof line === 'string');
  const who =
    relationship === undefined || relationship === 'unknown'
      ? undefined
      : texts.words.suspectRelationship[relationship];
  return { key: { text: words.suspect(position, who) }, value: { html: html`${joinLines(lines)}` } };
}

function statusText(texts: Texts, status: SuspectSummary['status'], statusAt: string | undefined): string {
  const words = texts.work.firstContact;
  if (status === undefined || status === 'unknown') return words.statusUnknown;
  const text = texts.words.suspectStatus[status];
  return statusAt === undefined ? `${text}.` : words.since(text, formatDateTimeWithYear(statusAt));
}
