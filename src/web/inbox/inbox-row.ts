/** A line of the inbox: it shows the kind of case and nothing that identifies the person. */
import { inboxPartOf } from '#src/domain/case/lists/inbox-parts.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { handOffId } from '#src/domain/ids.ts';
import { type Colleague, findAssignee } from '#src/usecases/service/assign-hand-off.ts';
import type { InboxItem } from '#src/usecases/service/inbox.ts';
import type { InboxCall } from '../app/page.ts';
import type { TableCell } from '../components/table.ts';
import { formatDateTimeNear, formatDateWithYear } from '../format-time.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { assigneeText } from './assignee.ts';
import { dueTags, noticeTags, priorityTag } from './hand-off-tags.ts';

/** @param when what the last column says */
export function columnsOf({ work }: Texts, when: string): string[] {
  const { reference, what, status, assignee, priority } = work.inbox.columns;
  return [reference, what, status, assignee, priority, when];
}

/** @param colleagues of whom one may have it */
export function inboxRow(
  call: InboxCall,
  { handOff, facts }: InboxItem,
  colleagues: readonly Colleague[],
): TableCell[] {
  const { texts } = call.site;
  const district = call.area.districts.find((one) => one.code === facts?.district)?.name;
  const who = facts && [texts.words.ageBand[facts.ageBand], district].filter((text) => text !== undefined).join(', ');
  return [
    {
      html: html`<a class="govuk-link app-reference" href="/inbox/${handOffId(handOff.referral, handOff.number)}">${handOff.reference}</a>`,
    },
    {
      html: facts
        ? html`${texts.words.offenceCategory[facts.offence]}<br><span class="govuk-hint govuk-!-margin-bottom-0">${who}</span>`
        : html`–`,
    },
    { html: statusCell(call, handOff) },
    { text: assigneeText(call, findAssignee(colleagues, handOff)) },
    { html: priorityTag(texts, handOff) },
    { html: whenCell(call, handOff) },
  ];
}

function statusCell({ area, now, site: { texts } }: InboxCall, handOff: HandOff): Markup {
  const ended = handOff.outcome ? texts.words.outcome[handOff.outcome] : undefined;
  return html`${texts.words.handOffStatus[handOff.status]}${ended && html`<br>${ended}`}
  ${noticeTags(texts, handOff, { area, now })}`;
}

/** What is asked and by when, or since when nothing is. */
function whenCell({ site, now }: InboxCall, handOff: HandOff): Markup {
  const part = inboxPartOf(handOff);
  if (part === 'needs-answer' || part === 'to-contact')
    return html`${dueTags(site.texts, handOff, now)}<br>${formatDateTimeNear(handOff.respondBy, now)}`;
  return html`${formatDateWithYear(handOff.since)}`;
}
