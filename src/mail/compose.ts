/** Writes an e-mail as plain text, from texts and references alone. */
import type { Area } from '#src/domain/area.ts';
import type { Stage } from '#src/domain/stage.ts';
import { mailSettingsPath } from '#src/usecases/mail/mail-settings-path.ts';
import type { ComposeMail, MailContent, MailItem, MorningSummary } from '#src/usecases/ports/mail.ts';
import { formatDateTime, formatDateWithYear } from '#src/web/format-time.ts';
import { mailTexts as texts } from './texts.ts';

/** A longer list is no help: the page has them all. */
const maxItems = 20;

const listPaths = { service: '/inbox', sender: '/sent', hub: '/triage' } as const;

/**
 * @param pagesUrl base URL of links, without a trailing slash
 * @param stage of the deployment: all but production say that nobody in it is real
 */
export function mailComposer(
  { authority, contact }: Pick<Area, 'authority' | 'contact'>,
  { pagesUrl, stage }: { pagesUrl: string; stage: Stage },
  now: () => Date,
): ComposeMail {
  return (content) => {
    const { items, audience, recipient, summary, newlyMarked = [] } = content;
    const isTrial = stage !== 'production';
    const blocks = [
      ...(isTrial ? [[texts.trial(stage)]] : []),
      [texts.greeting(recipient)],
      ...items.slice(0, maxItems).map((item) => itemLines(item, pagesUrl, now())),
      ...(items.length > maxItems ? [[texts.more(items.length - maxItems, `${pagesUrl}${listPaths[audience]}`)]] : []),
      ...newlyMarked.map((party) => [texts.addressMarked.line(party), `${pagesUrl}${mailSettingsPath}`]),
      ...(summary ? [summaryLines(summary, pagesUrl)] : []),
      texts.footer(`${pagesUrl}${mailSettingsPath}`, { authority, phone: contact.phone }),
    ];
    const subject = subjectOf(content);
    return {
      subject: isTrial ? texts.trialSubject(stage, subject) : subject,
      text: `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`,
    };
  };
}

function itemLines(item: MailItem, pagesUrl: string, now: Date): string[] {
  const { kind, reference, priority, path } = item;
  return [
    texts.kinds[kind].headline(reference),
    ...(priority === 'standard' ? [] : [texts.priority[priority]]),
    askOf(item, now),
    `${pagesUrl}${path}`,
  ];
}

function askOf({ kind, by, isContactAwaited, goesOnAs }: MailItem, now: Date): string {
  // A date that has passed would only confuse.
  const deadline = by !== undefined && Date.parse(by) > now.getTime() ? formatDateTime(by) : undefined;
  if (goesOnAs !== undefined) return texts.wasDuplicate(goesOnAs);
  return isContactAwaited ? texts.contactAsk(deadline) : texts.kinds[kind].ask(deadline);
}

function summaryLines(
  { counts, oldestSince, markedAddresses, parkedNotices }: MorningSummary,
  pagesUrl: string,
): string[] {
  const isAboutMail = markedAddresses + parkedNotices > 0;
  return [
    texts.morning.heading,
    ...counts.map(({ reason, count }) => texts.morning.reason(reason, count)),
    ...(oldestSince === undefined ? [] : [texts.morning.oldest(formatDateWithYear(oldestSince))]),
    ...(counts.length > 0 ? [`${pagesUrl}${listPaths.hub}`] : []),
    ...(markedAddresses > 0 ? [texts.morning.markedAddresses(markedAddresses)] : []),
    ...(parkedNotices > 0 ? [texts.morning.parkedNotices(parkedNotices)] : []),
    ...(isAboutMail ? [`${pagesUrl}${mailSettingsPath}`] : []),
  ];
}

/** What it is about if that is one thing, or else how many of each kind. */
function subjectOf({ items, summary, newlyMarked }: MailContent): string {
  const [first, ...others] = items;
  if (!first) {
    const total = summary?.counts.reduce((sum, { count }) => sum + count, 0) ?? 0;
    return summary && !newlyMarked ? texts.morning.subject(total) : texts.addressMarked.subject;
  }
  if (others.length === 0) return texts.kinds[first.kind].headline(first.reference);
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  return kinds.map((kind) => texts.kinds[kind].count(items.filter((item) => item.kind === kind).length)).join(', ');
}
