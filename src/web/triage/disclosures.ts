/** Who saw or changed what of a referral, when, and as whom, newest first. */
import { partyName } from '#src/domain/area.ts';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { submissionKeys } from '#src/domain/submission/registry.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { listNamedDisclosures, type NamedAccessEntry } from '#src/usecases/staff/list-disclosures.ts';
import type { TriageCall } from '../app/page.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { html, joinLines, type Markup, withLineBreaks } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { workList } from '../work/work-list.ts';
import { caseHref, readPlace } from './list-place.ts';

/** Entries of a page. */
const pageSize = 50;

export async function list(call: TriageCall): Promise<HttpResponse> {
  const id = call.params.id ?? '';
  const by = call.viewer.party.id;
  const found = isReferralId(id) ? await listNamedDisclosures(call.deps, { by, of: { id } }) : undefined;
  if (!found) return call.notFound();
  const words = call.site.texts.work.disclosures;
  const pages = Math.max(1, Math.ceil(found.items.length / pageSize));
  const page = readPage(call.query.get('page'), pages);
  const entries = found.items.toReversed().slice((page - 1) * pageSize, page * pageSize);
  const content = workList(call.site.texts, {
    title: words.title,
    lead: words.lead,
    heading: html`<span class="govuk-caption-l">${found.reference}</span>
      <h1 class="govuk-heading-l">${words.title}</h1>
      <p class="govuk-body">${words.lead}</p>`,
    caption: words.caption(page, pages),
    columns: [words.columns.when, words.columns.who, words.columns.what],
    rows: entries.map((entry) => [
      { text: formatDateTimeWithYear(entry.at) },
      { html: html`${joinLines(whoLines(call, entry))}` },
      { html: html`${joinLines(whatLines(call.site.texts, entry))}` },
    ]),
    none: '',
    previous: page > 1 ? pageHref(call, found.id, page - 1) : undefined,
    next: page < pages ? pageHref(call, found.id, page + 1) : undefined,
  });
  return call.page({ title: words.title, back: caseHref(found.id, readPlace(call)), content });
}

const pageHref = (call: TriageCall, id: ReferralId, page: number): string =>
  caseHref(id, readPlace(call), { action: 'disclosures', page: String(page) });

/** The first for what is no page. */
function readPage(asked: string | null, pages: number): number {
  const page = Number(asked);
  return Number.isInteger(page) && page >= 1 && page <= pages ? page : 1;
}

/** The person, and the party; of a system its client too, which says who the person is. */
function whoLines({ area, site }: TriageCall, { by, agent, agentName }: NamedAccessEntry): string[] {
  const words = site.texts.work.disclosures;
  if (by === 'system') return [site.texts.work.bySystem];
  const party = partyName(area, by);
  if (!agent) return [party];
  if ('user' in agent) return [agentName ?? words.unnamed(agent.user), party];
  const client = agent.client === undefined ? [] : [words.client(agent.client)];
  return [...(agentName === undefined ? [] : [words.onBehalfOf(agentName)]), party, ...client];
}

function whatLines(texts: Texts, entry: NamedAccessEntry): (string | Markup)[] {
  const words = texts.work.disclosures;
  if (entry.kind === 'changed') return [words.changed(texts.work.event[entry.event])];
  const { fields, reasonRequired, why } = entry;
  const given = why === undefined ? words.whyNot : html`${words.why}: ${withLineBreaks(why)}`;
  return [
    words.saw(describeParts(texts, fields)),
    ...(reasonRequired === undefined ? [] : [words.reasonRequired[reasonRequired]]),
    ...(reasonRequired === undefined && why === undefined ? [] : [given]),
  ];
}

/** The parts of a referral in which the fields lie, each once. */
function describeParts({ work }: Texts, fields: readonly string[]): string[] {
  const { special } = work.disclosures;
  const { parts } = work.amended;
  const named = fields.map((field) => {
    const key = submissionKeys.find(
      (one) => field === one || field.startsWith(`${one}.`) || field.startsWith(`${one}[`),
    );
    return key === undefined ? (special[field] ?? field) : parts[key];
  });
  return [...new Set(named)];
}
