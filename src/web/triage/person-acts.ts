/** What is proposed to be erased as one act, for the second person who confirms it, or whoever cancels it. */
import type { ErasureAct } from '#src/domain/case/retention/erasure-act.ts';
import type { ShownReferral } from '#src/usecases/erasure/show-held.ts';
import type { TriageCall } from '../app/page.ts';
import { type Content, html, type Markup } from '../html.ts';
import { proposalForms } from './retention-section.ts';
import type { TriageFormState } from './triage-form.ts';

export function actSections(call: TriageCall, referrals: readonly ShownReferral[], state: TriageFormState): Content {
  const acts = new Map<ErasureAct['id'], ShownReferral[]>();
  for (const one of referrals) {
    const act = one.referralCase?.head.proposedErasure?.act;
    if (act) acts.set(act.id, [...(acts.get(act.id) ?? []), one]);
  }
  return [...acts.values()].map((members) => actSection(call, members, state));
}

function actSection(call: TriageCall, members: readonly ShownReferral[], state: TriageFormState): Markup {
  const { work, words: names } = call.site.texts;
  const head = members[0]?.referralCase?.head;
  const proposal = head?.proposedErasure;
  if (!head || !proposal) return html``;
  return html`<h2 class="govuk-heading-m">${work.person.actTitle}</h2>
  <p class="govuk-body">${work.person.act(members.map(({ first }) => first.reference))}</p>
  <p class="govuk-body">${work.retention.proposedWhy}: ${names.erasureReason[proposal.reason]}</p>
  ${proposalForms(call, head, proposal, state)}`;
}
