/** A hand-off as its service sees it: unopened, open and closed. */
import { maxAccessReason } from '#src/domain/access-reason-length.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import { inboxPartOf } from '#src/domain/case/lists/inbox-parts.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import type { ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import type { HandOffId } from '#src/domain/ids.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { type Colleague, findAssignee } from '#src/usecases/service/assign-hand-off.ts';
import type { HandOffDetail } from '#src/usecases/service/hand-offs.ts';
import type { GroupHandOff } from '#src/usecases/service/read-group.ts';
import type { OpenedHandOff } from '#src/usecases/service/view-hand-offs.ts';
import type { InboxCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { insetText } from '../components/inset-text.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import type { FormState } from '../form/errors.ts';
import { longTextField } from '../form/fields.ts';
import { answerSections, postForm } from '../form/patterns.ts';
import { formatDateTime, formatDateTimeWithYear, timeRemaining } from '../format-time.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Page } from '../layout.ts';
import { submissionSections } from '../submission-view.ts';
import type { Texts } from '../texts/en.ts';
import { contactWayPaths } from '../work/contact-ways.ts';
import { firstContactPaths, firstContactSection } from '../work/first-contact.ts';
import { historyList } from '../work/history.ts';
import { assignSection } from './assign.ts';
import { assigneeText } from './assignee.ts';
import { doneBanner } from './done.ts';
import { amendedNotice, suspendedSection, withdrawnWarning } from './hand-off-notices.ts';
import { isContactDue } from './hand-off-tags.ts';

export function unopenedPage(
  call: InboxCall,
  {
    id,
    handOff,
    reasonRequired,
    colleagues,
    state,
  }: {
    id: HandOffId;
    handOff: HandOff;
    reasonRequired?: ReasonRequirement;
    colleagues: readonly Colleague[];
    state: FormState;
  },
): Page {
  const { texts } = call.site;
  const words = texts.work.handOff;
  const reasonField =
    reasonRequired === 'accepted-elsewhere' &&
    html`<p class="govuk-body">${words.elsewhere}</p>
    ${longTextField({ ...state, texts }, { name: 'why', label: words.why, maxlength: maxAccessReason, rows: 3 })}`;
  const content = html`${doneBanner(call)}
  ${heading(handOff)}
  ${handOffSummary(call, handOff, colleagues)}
  ${assignSection(call, { handOff, colleagues, state })}
  <h2 class="govuk-heading-m">${words.notOpened}</h2>
  <p class="govuk-body">${words.openLead}</p>
  ${postForm(call.formAction(`/inbox/${id}/open`), html`${reasonField}${button({ text: words.open, preventDoubleClick: true })}`)}`;
  return { title: words.title, back: `/inbox?part=${inboxPartOf(handOff)}`, content, errors: state.errors };
}

/** Hides the person's details after closing, unless the service gives a reason to see them. */
export function closedPage(
  call: InboxCall,
  view: {
    id: HandOffId;
    handOff: HandOff;
    history: HistoryEvent[];
    isErased: boolean;
    colleagues: readonly Colleague[];
    state: FormState;
  },
): Page {
  const { id, handOff, history, isErased, colleagues, state } = view;
  const { texts } = call.site;
  const words = texts.work.handOff;
  const reasonField = longTextField(
    { ...state, texts },
    { name: 'why', label: words.whyAgain, maxlength: maxAccessReason, rows: 3 },
  );
  const showAgainButton = button({
    text: words.showAgain,
    classes: 'govuk-button--secondary',
    preventDoubleClick: true,
  });
  const showAgain = html`<p class="govuk-body">${words.closedLead}</p>
  ${postForm(call.formAction(`/inbox/${id}/open`), html`${reasonField}${showAgainButton}`)}`;
  const content = html`${doneBanner(call)}
  ${heading(handOff)}
  ${handOffSummary(call, handOff, colleagues)}
  <h2 class="govuk-heading-m">${words.closed}</h2>
  ${isErased ? html`<p class="govuk-body">${words.erased}</p>` : showAgain}
  ${historyList(texts, call.area, history)}`;
  return { title: words.title, back: `/inbox?part=${inboxPartOf(handOff)}`, content, errors: state.errors };
}

export function detailPage(
  call: InboxCall,
  view: OpenedHandOff & {
    colleagues: readonly Colleague[];
    actions: Markup | undefined;
    notes: Markup;
    state: FormState;
  },
): Page {
  const { texts } = call.site;
  const words = texts.work.handOff;
  const { handOff, amended, firstContact, shared, notes, group = [] } = view.detail;
  const state = {
    shared,
    isStopped: handOff.status === 'suspended' || amended?.stopContact === true,
    ...view.reportedWays,
  };
  // The code proves that the details were read, so accepting follows them; later the actions come first, as details may be long.
  const isAnswerAwaited = handOff.status === 'collected';
  const actions = view.actions && html`<div class="app-on-screen">${view.actions}</div>`;
  // What must be known before the first word leads.
  const content = html`${amended && amendedNotice(texts, amended)}
  ${doneBanner(call)}
  ${heading(handOff)}
  ${suspendedSection(call, handOff)}
  ${handOff.status === 'withdrawn' && withdrawnWarning(texts, view.goingOn)}
  ${firstContact && firstContactSection(texts, firstContact, notes, state)}
  ${handOffSummary(call, handOff, view.colleagues)}
  ${assignSection(call, { handOff, colleagues: view.colleagues, state: view.state })}
  ${groupInset(texts, group)}
  ${!isAnswerAwaited && actions}
  ${shared ? personSection(call, view.detail, shared) : insetText({ text: words.ended })}
  ${isAnswerAwaited && actions}
  ${shared && html`<div class="app-on-screen">${view.notes}</div>`}
  ${historyList(texts, call.area, view.history)}`;
  return { title: words.title, back: `/inbox?part=${inboxPartOf(handOff)}`, content, errors: view.state.errors };
}

/** Before the actions: whoever rings one of a family should know of the others. */
const groupInset = (texts: Texts, group: readonly GroupHandOff[]): Content =>
  group.length > 0 &&
  insetText({
    html: html`${texts.work.handOff.group} ${group.map(
      ({ reference, handOffId }, index) =>
        html`${index > 0 && ', '}<a class="govuk-link app-reference" href="/inbox/${handOffId}">${reference}</a>`,
    )}`,
  });

function personSection(
  call: InboxCall,
  { firstContact, repeatVictim }: HandOffDetail,
  shared: PartialSubmission,
): Content {
  const { texts } = call.site;
  const shownAbove = firstContact ? [...firstContactPaths, ...contactWayPaths(firstContact)] : [];
  const sections = submissionSections(shared, texts, call.area, undefined, shownAbove);
  return html`${repeatVictim && insetText({ text: texts.work.handOff.repeat })}
  ${answerSections(texts, sections)}`;
}

/** The reference may be shown because it says nothing about the person, but not in the title. */
const heading = (handOff: HandOff): Markup => html`<h1 class="govuk-heading-l">${handOff.reference}</h1>`;

/** The time of contact as the service reported it; the history shows when it was reported. */
function contactRow(texts: Texts, { contactedAt, lastAttemptAt }: HandOff): SummaryRow[] {
  const words = texts.work.handOff;
  const at = contactedAt ?? lastAttemptAt;
  if (at === undefined) return [];
  return [
    { key: { text: contactedAt ? words.reachedAt : words.triedAt }, value: { text: formatDateTimeWithYear(at) } },
  ];
}

function handOffSummary(call: InboxCall, handOff: HandOff, colleagues: readonly Colleague[]): Markup {
  const { site, now } = call;
  const { texts } = site;
  const { columns } = texts.work.inbox;
  const dueBy = inboxPartOf(handOff) === 'needs-answer' ? texts.work.answerBy : texts.work.makeContactBy;
  const deadline = `${dueBy(formatDateTime(handOff.respondBy))}. ${texts.work.timeLeft(timeRemaining(handOff.respondBy, now))}.`;
  const attempts = handOff.contactAttempts > 0 ? `. ${texts.work.handOff.attempts(handOff.contactAttempts)}` : '';
  return summaryList({
    rows: [
      { key: { text: columns.status }, value: { text: texts.words.handOffStatus[handOff.status] + attempts } },
      { key: { text: texts.work.handOff.priority }, value: { text: texts.words.priority[handOff.priority] } },
      ...(isContactDue(handOff) ? [{ key: { text: texts.work.handOff.deadline }, value: { text: deadline } }] : []),
      { key: { text: columns.assignee }, value: { text: assigneeText(call, findAssignee(colleagues, handOff)) } },
      ...contactRow(texts, handOff),
    ],
  });
}
