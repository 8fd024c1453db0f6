/** The other referral of a possible duplicate beside this one, and the form with which triage decides about the two. */
import { partyName } from '#src/domain/area.ts';
import { canDecideDuplicate } from '#src/domain/case/allowed-actions.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import type { TriageView } from '#src/usecases/triage.ts';
import type { TriageCall } from '../app/page.ts';
import { summaryList } from '../components/summary-list.ts';
import { type Form, longTextField, radiosField } from '../form/fields.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type TriageFormState, triageForm } from './triage-form.ts';
import { statusText } from './triage-status.ts';

export const duplicateAnswers = ['same', 'different', 'later'] as const;
/** Characters of the text that says why. */
export const maxDuplicateReason = 500;

export function duplicateSection(
  call: TriageCall,
  { referralCase, other }: TriageView,
  state: TriageFormState,
): Content {
  const words = call.site.texts.work.duplicate;
  const { head } = referralCase;
  const canDecide = canDecideDuplicate(head);
  if (!other && !canDecide) return undefined;
  return html`<h2 class="govuk-heading-m">${canDecide ? words.title : words.goesOn}</h2>
  ${other && [side(call, head, words.thisOne), side(call, other, words.otherOne)]}
  ${canDecide && decisionForm(call, head, other, state)}`;
}

/** What a decision needs, and nothing that says who the person is. */
function side({ site, area }: TriageCall, head: CaseHead, title: string): Markup {
  const { work, words } = site.texts;
  const { columns, unknownRisk } = work.duplicate;
  const { offence, ageBand, risk } = head.facts;
  const row = (key: string, text: string) => ({ key: { text: key }, value: { text } });
  const reference = html`<a class="govuk-link app-reference" href="/triage/${head.id}">${head.reference}</a>`;
  return summaryList({
    card: { title: { text: title } },
    rows: [
      { key: { text: columns.reference }, value: { html: reference } },
      row(columns.offence, words.offenceCategory[offence]),
      row(columns.ageBand, words.ageBand[ageBand]),
      row(columns.risk, risk === 'unknown' ? unknownRisk : words.riskLevel[risk]),
      row(columns.priority, words.priority[head.priority]),
      row(columns.from, partyName(area, head.sender)),
      row(columns.status, statusText(site.texts, head.status)),
    ],
  });
}

function decisionForm(call: TriageCall, head: CaseHead, other: CaseHead | undefined, state: TriageFormState): Markup {
  const words = call.site.texts.work.duplicate;
  const canGoOn = other !== undefined && other.status !== 'withdrawn';
  return triageForm(call, head.id, state, {
    name: 'duplicate',
    label: words.decide,
    inner: (form: Form) => [
      other && html`<input type="hidden" name="of" value="${other.id}">`,
      radiosField(form, {
        name: 'answer',
        label: words.question,
        choices: duplicateAnswers
          .filter((answer) => answer !== 'same' || canGoOn)
          .map((answer) => ({
            value: answer,
            text: answer === 'same' ? words.same(other?.reference ?? '') : words[answer],
            hint: answer === 'same' ? words.sameHint : undefined,
          })),
      }),
      longTextField(form, { name: 'duplicate-reason', label: words.why, maxlength: maxDuplicateReason, rows: 3 }),
    ],
  });
}
