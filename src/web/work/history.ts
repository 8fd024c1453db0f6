/** What has happened to a case, oldest first, without anybody's words. */
import type { Area } from '#src/domain/area.ts';
import type { HistoryEvent } from '#src/domain/case/model.ts';
import { table } from '../components/table.ts';
import type { Markup } from '../html.ts';
import { scrolling } from '../scrolling.ts';
import type { Texts } from '../texts/en.ts';
import { when } from '../time.ts';

export function historyTable(texts: Texts, area: Area, events: readonly HistoryEvent[]): Markup {
  const words = texts.work;
  const rows = events.map((one) => {
    const what = one.service ? `${words.event[one.event]}: ${nameOf(area, one.service)}` : words.event[one.event];
    const reason = one.reason ? ` (${inWords(texts, one)})` : '';
    return [
      { text: when(one.at) },
      { text: what + reason },
      { text: one.by === 'system' ? words.system : nameOf(area, one.by) },
    ];
  });
  return scrolling(
    words.history,
    table({
      caption: words.history,
      captionClasses: 'govuk-table__caption--m',
      head: [{ text: words.when }, { text: words.what }, { text: words.by }],
      rows,
    }),
  );
}

export const nameOf = (area: Area, party: string): string =>
  area.parties.find((one) => one.id === party)?.name ?? party;

/** A reason is a word of the vocabulary that fits its event; several held reasons stand side by side. */
function inWords(texts: Texts, { event, reason = '' }: HistoryEvent): string {
  const { words } = texts;
  const vocabulary: Record<string, string> =
    event === 'held'
      ? words.heldReason
      : event === 'declined'
        ? words.declineReason
        : event === 'returned'
          ? words.returnReason
          : event === 'withdrawn'
            ? words.withdrawReason
            : event === 'contact-attempted'
              ? words.channel
              : words.outcome;
  return reason
    .split(' ')
    .map((one) => vocabulary[one] ?? one)
    .join(', ');
}
