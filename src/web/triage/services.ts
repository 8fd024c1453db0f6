/** Services as triage considers them: in the order in which they would do, each with the reason that it would or not. */
import type { Service } from '#src/domain/area.ts';
import { openServices, type RankedService, rankByEligibility } from '#src/domain/case/triage/route-options.ts';
import type { ConsideredService } from '#src/domain/decision.ts';
import { describeReasons } from '#src/domain/routing/reasons.ts';
import type { TriageView } from '#src/usecases/triage/triage-view.ts';
import type { TriageCall } from '../app/page.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { tag } from '../components/tag.ts';
import { type Content, html } from '../html.ts';

/** What the rules say today while the case may be routed, else what they said. */
export const rankServices = ({ area }: TriageCall, { decision, options }: TriageView): RankedService[] =>
  rankByEligibility(
    options?.services ?? [
      ...decision.chosen.map(({ service, because }) => ({ service, because, eligible: true })),
      ...decision.considered,
    ],
    area,
  );

/** Services that are not offered in the form; all of them where there is no form. */
export function servicesSection(call: TriageCall, view: TriageView): Content {
  const words = call.site.texts.work.route;
  const hasForm = (view.options?.safeChannels.length ?? 0) > 0;
  const isUnsafe = view.options !== undefined && !hasForm;
  const offered = new Set(hasForm ? openServices(view.referralCase.head.facts, call.area).map(({ id }) => id) : []);
  const rows = rankServices(call, view)
    .filter(({ service }) => !offered.has(service.id))
    .map(({ service, considered }) => verdictRow(call, service, considered, isUnsafe));
  if (rows.length === 0) return undefined;
  const title = hasForm ? words.takesNobody : view.options ? words.considered : words.consideredThen;
  return html`<h2 class="govuk-heading-m">${title}</h2>
  ${summaryList({ rows })}`;
}

/** @param isUnsafe no channel is safe, so that even a service whose criteria the case meets may not be given it */
function verdictRow(
  { site }: TriageCall,
  { name }: Service,
  { eligible, because }: ConsideredService,
  isUnsafe: boolean,
): SummaryRow {
  const words = site.texts.work.route.tag;
  const verdict = !eligible
    ? tag({ text: words.notEligible, classes: 'govuk-tag--grey' })
    : isUnsafe
      ? tag({ text: words.onceSafe, classes: 'govuk-tag--yellow' })
      : tag({ text: words.eligible, classes: 'govuk-tag--green' });
  return { key: { text: name }, value: { html: html`${verdict}<br>${describeReasons(because)}` } };
}
