/** What the hub has just done, said on the page that it comes to, with the case that is next. */
import { partyName } from '#src/domain/area.ts';
import type { CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import type { TriageCall } from '../app/page.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { findValue } from '../form/choices.ts';
import { type Content, html } from '../html.ts';
import { caseHref, type ListPlace, listHref, readPlace } from './list-place.ts';

/** Said on the list: the hub goes on with the next case. */
const listOutcomes = ['routed', 'returned', 'withdrawn', 'reviewed', 'same', 'different', 'undecided'] as const;
export type ListOutcome = (typeof listOutcomes)[number];
/** Said on the case, which the hub looked up. */
const caseOutcomes = [
  'erasure-asked',
  'erasure-proposed',
  'erasure-cancelled',
  'legal-hold',
  'hold-lifted',
  'noted',
] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** The list as it was, which says what was done. */
export const backToList = (call: TriageCall, done: ListOutcome, id: ReferralId): string =>
  listHref(readPlace(call), { done, case: id });

export const backToCase = (call: TriageCall, done: CaseOutcome, id: ReferralId): string =>
  caseHref(id, readPlace(call), { done });

/** @param rows the cases of the page, in its order */
export async function doneBanner(call: TriageCall, place: ListPlace, rows: readonly CaseHead[]): Promise<Content> {
  const outcome = findValue(listOutcomes, call.query.get('done') ?? '');
  const id = call.query.get('case') ?? '';
  const referralCase = outcome && isReferralId(id) ? await call.deps.cases.read(id) : undefined;
  if (!outcome || !referralCase) return undefined;
  const words = call.site.texts.work.triage.done;
  const { head } = referralCase;
  const reference = html`<a class="govuk-notification-banner__link app-reference" href="${caseHref(head.id, place)}">${head.reference}</a>`;
  const next = rows[rows.findIndex((one) => one.id === head.id) + 1];
  return notificationBanner({
    type: 'success',
    titleText: words.title,
    html: html`<p class="govuk-notification-banner__heading">${reference} ${describe(call, outcome, referralCase)}</p>
    ${stillWaits(call, head)}
    ${next && html`<p class="govuk-body"><a class="govuk-notification-banner__link" href="${caseHref(next.id, place)}">${words.next} ${next.reference}</a></p>`}`,
  });
}

function describe({ area, site }: TriageCall, outcome: ListOutcome, { handOffs }: ReferralCase): string {
  const words = site.texts.work.triage.done;
  const newest = handOffs.toSorted((one, other) => one.number - other.number).at(-1);
  return outcome === 'routed' ? words.routed(newest ? partyName(area, newest.service) : '') : words[outcome];
}

function stillWaits({ site }: TriageCall, { triage }: CaseHead): Content {
  if (!triage) return undefined;
  const { triageReason, triage: texts } = site.texts.work;
  const reasons = [triage.reason, ...(triage.also ?? [])].map((reason) => triageReason[reason]);
  return html`<p class="govuk-body">${texts.done.still} ${reasons.join('; ')}.</p>`;
}

/** On the case itself. */
export function caseBanner({ query, site }: TriageCall): Content {
  const words = site.texts.work.triage.done;
  const outcome = findValue(caseOutcomes, query.get('done') ?? '');
  return outcome && notificationBanner({ type: 'success', titleText: words.title, text: words[outcome] });
}
