/** The other referral of a possible duplicate beside this one, and the form with which triage decides about the two. */
import { partyName } from '#src/domain/area.ts';
import type { CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import { hasTriageReason } from '#src/domain/case/next-service.ts';
import { canDecideDuplicate, isOver } from '#src/domain/case/triage/allowed-actions.ts';
import { isComparable } from '#src/domain/case/triage/possible-duplicate.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { TriageView } from '#src/usecases/triage/triage-view.ts';
import type { TriageCall } from '../app/page.ts';
import { insetText } from '../components/inset-text.ts';
import { table } from '../components/table.ts';
import { tag } from '../components/tag.ts';
import { type Form, longTextField, radiosField } from '../form/fields.ts';
import { formatPhoneNumber } from '../format-phone.ts';
import { formatDateTimeWithYear, formatTimeOfDay } from '../format-time.ts';
import { type Content, html, joinLines, type Markup } from '../html.ts';
import { priorityText, riskText } from './case-facts.ts';
import { caseHref, readPlace } from './list-place.ts';
import { type TriageFormState, triageForm } from './triage-form.ts';
import { statusText } from './triage-status.ts';

export const duplicateAnswers = ['same', 'different', 'later'] as const;
/** Characters of the text that says why. */
export const maxDuplicateReason = 500;

export function duplicateSection(
  call: TriageCall,
  { referralCase, other, compared }: TriageView,
  state: TriageFormState,
): Content {
  const words = call.site.texts.work.duplicate;
  const { head } = referralCase;
  const canGoOn = other !== undefined && isComparable(other);
  const isListed = hasTriageReason(head, 'possible-duplicate');
  // Nothing is to be decided with one that is over, unless the hub is to see this one.
  const canDecide = canDecideDuplicate(head) && (isListed || canGoOn);
  if (!other && !canDecide) return undefined;
  const title = canDecide && (canGoOn || !other) ? words.title : isOver(head) ? words.goesOn : words.otherOver;
  return html`<h2 class="govuk-heading-m">${title}</h2>
  ${!other && isOver(head) && insetText({ text: words.unreadable })}
  ${other && comparison(call, { referralCase, said: compared?.own }, { referralCase: other, said: compared?.other })}
  ${canDecide && decisionForm(call, head, { other: other?.head, canGoOn }, state)}`;
}

interface Side {
  referralCase: ReferralCase;
  /** Absent once nothing is to be decided. */
  said: PartialSubmission | undefined;
}

/** What is said of one side; `text` is compared, where a difference means something. */
interface Cell {
  text?: string;
  html: Content;
}

const referenceFields = ['crimeReference', 'incidentReference'] as const;

/** What a decision needs, and nothing that says who the person is: line by line, with what differs. */
function comparison(call: TriageCall, own: Side, other: Side): Markup {
  const words = call.site.texts.work.duplicate;
  const references = referenceFields.filter((field) => (own.said?.[field] ?? other.said?.[field]) !== undefined);
  const ownCells = cellsOf(call, own, references);
  const rows = cellsOf(call, other, references).map(([label, cell], index) => {
    const mine = ownCells[index]?.[1] ?? { html: '' };
    const isDifferent = cell.text !== undefined && mine.text !== cell.text;
    const mark = isDifferent && html`<br>${tag({ text: words.differs, classes: 'govuk-tag--yellow' })}`;
    return [
      { html: html`${label}${mark}` },
      { html: html`${mine.html}`, attributes: { 'data-label': words.thisOne } },
      { html: html`${cell.html}`, attributes: { 'data-label': words.otherOne } },
    ];
  });
  return table({
    caption: words.caption,
    captionClasses: 'govuk-visually-hidden',
    classes: 'app-work app-compare',
    head: [{ text: words.what }, { text: words.thisOne }, { text: words.otherOne }],
    rows,
    firstCellIsHeader: true,
  });
}

/** @param references those that either side has: "not said" of both would tell nothing */
function cellsOf(
  call: TriageCall,
  { referralCase, said }: Side,
  references: readonly (typeof referenceFields)[number][],
): (readonly [label: string, cell: Cell])[] {
  const { site, area } = call;
  const { texts } = site;
  const { columns, notSaid } = texts.work.duplicate;
  const { head, handOffs } = referralCase;
  const { offence, ageBand, risk } = head.facts;
  const plain = (text: string | undefined): Cell => ({ text: text ?? '', html: text || notSaid });
  // Each organisation has incident references of its own: that they differ means nothing.
  const referenceCell = (field: (typeof referenceFields)[number], text: string | undefined): Cell =>
    field === 'incidentReference' ? { html: text ?? notSaid } : plain(text);
  const holders = handOffs.filter(({ status }) => isOpenHandOff(status)).map(({ service }) => partyName(area, service));
  const { occurredOn, occurredAt, district } = said?.offence ?? {};
  const when = [occurredOn && texts.forms.longDate(occurredOn), occurredAt && formatTimeOfDay(occurredAt)];
  const place = area.districts.find(({ code }) => code === district)?.name ?? district;
  const { name, phone } = said?.referrer ?? {};
  return [
    [
      columns.reference,
      {
        html: html`<a class="govuk-link app-reference" href="${caseHref(head.id, readPlace(call))}">${head.reference}</a>`,
      },
    ],
    [columns.received, { html: formatDateTimeWithYear(head.receivedAt) }],
    ...(said
      ? ([
          ...references.map((field) => [columns[field], referenceCell(field, said[field])] as const),
          [columns.when, plain(when.filter(Boolean).join(', '))],
          [columns.where, plain(place)],
        ] as const)
      : []),
    [columns.offence, plain(texts.words.offenceCategory[offence])],
    [columns.ageBand, plain(texts.words.ageBand[ageBand])],
    [columns.risk, { text: risk, html: riskText(texts, risk) }],
    [columns.priority, { text: head.priority, html: priorityText(texts, head.priority) }],
    [
      columns.from,
      { html: joinLines([partyName(area, head.sender), name, phone && formatPhoneNumber(phone)].filter(Boolean)) },
    ],
    [columns.status, { html: joinLines([statusText(texts, head.status), ...holders]) }],
  ];
}

function decisionForm(
  call: TriageCall,
  head: CaseHead,
  { other, canGoOn }: { other: CaseHead | undefined; canGoOn: boolean },
  state: TriageFormState,
): Markup {
  const words = call.site.texts.work.duplicate;
  const isOtherOver = other !== undefined && !canGoOn;
  const texts = {
    same: { text: words.same(other?.reference ?? ''), hint: words.sameHint },
    different: isOtherOver
      ? { text: words.differentOver, hint: words.differentOverHint }
      : { text: words.different, hint: undefined },
    later: { text: words.later, hint: undefined },
  };
  return triageForm(call, head.id, state, {
    name: 'duplicate',
    label: words.decide,
    isOpen: true,
    inner: (form: Form) => [
      canGoOn && other && html`<input type="hidden" name="of" value="${other.id}">`,
      radiosField(form, {
        name: 'answer',
        label: isOtherOver ? words.questionOver : words.question,
        choices: duplicateAnswers
          .filter((answer) => answer !== 'same' || canGoOn)
          .map((answer) => ({ value: answer, ...texts[answer] })),
      }),
      longTextField(form, {
        name: 'duplicate-reason',
        label: words.why,
        hint: words.whyHint,
        maxlength: maxDuplicateReason,
        rows: 3,
      }),
    ],
  });
}
