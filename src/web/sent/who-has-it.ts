/** Who has a case, how to ring them, and by when they will be in touch with the person. */
import { partyName } from '#src/domain/area.ts';
import { awaitingContact } from '#src/domain/case/deadlines.ts';
import { outcomeForSender } from '#src/domain/case/lists/sender-view.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { OwnReferral } from '#src/usecases/sender/own-referrals.ts';
import type { SentCall } from '../app/page.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { formatPhoneNumber } from '../format-phone.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { type Content, html, joinLines, type Markup } from '../html.ts';

export function whoHasIt(call: SentCall, { referralCase: { head, handOffs } }: OwnReferral): Markup {
  const words = call.site.texts.work.sent.who;
  const holding = handOffs.filter(({ status }) => isOpenHandOff(status));
  const over = handOffs.filter(({ status }) => !isOpenHandOff(status));
  const hub = words.hub(formatPhoneNumber(call.area.contact.phone));
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  ${
    holding.length > 0
      ? html`${holding.map((handOff) => serviceCard(call, handOff))}<p class="govuk-body">${words.ring}</p>`
      : html`<p class="govuk-body">${words.nobody[head.status]} ${hub}</p>`
  }
  ${over.length > 0 && earlierServices(call, over)}`;
}

function serviceCard(call: SentCall, handOff: HandOff): Markup {
  const words = call.site.texts.work.sent.who;
  const phone = call.area.services.find(({ id }) => id === handOff.service)?.phone;
  const rows: (SummaryRow | undefined)[] = [
    phone === undefined
      ? undefined
      : {
          key: { text: words.phone },
          value: {
            html: html`<a class="govuk-link" href="tel:${phone.replaceAll(' ', '')}">${unbroken(formatPhoneNumber(phone))}</a>`,
          },
        },
    { key: { text: words.where }, value: { html: html`${joinLines(whereItStands(call, handOff))}` } },
    contactByRow(call, handOff),
  ];
  return summaryList({
    rows: rows.filter((row) => row !== undefined),
    card: { title: { text: partyName(call.area, handOff.service), headingLevel: 3 } },
  });
}

/** A number that is rung by a press stays on one line. */
const unbroken = (phone: string): string => phone.replaceAll(' ', '\u00a0');

function whereItStands({ site }: SentCall, handOff: HandOff): string[] {
  const words = site.texts.work.sent.who;
  const { status, since, lastAttemptAt, contactedAt } = handOff;
  return [
    `${words.atService[status]}, ${formatDateTimeWithYear(since)}.`,
    ...(status === 'contact-attempted' && lastAttemptAt !== undefined
      ? [words.lastTried(formatDateTimeWithYear(lastAttemptAt))]
      : []),
    ...(status === 'supporting' && contactedAt !== undefined
      ? [words.reachedOn(formatDateTimeWithYear(contactedAt))]
      : []),
  ];
}

/** Only while the person has not been reached: after that, and while contact is stopped, no deadline runs. */
function contactByRow({ site, now }: SentCall, { status, respondBy }: HandOff): SummaryRow | undefined {
  const words = site.texts.work.sent.who;
  if (!awaitingContact.includes(status)) return undefined;
  const by = formatDateTimeWithYear(respondBy);
  const text = Date.parse(respondBy) <= now.getTime() ? words.overdue(by) : by;
  return { key: { text: words.contactBy }, value: { text } };
}

function earlierServices({ site, area }: SentCall, handOffs: readonly HandOff[]): Content {
  const { texts } = site;
  const words = texts.work.sent.who;
  const rows = handOffs.map((handOff) => {
    const outcome = outcomeForSender(handOff);
    const lines = [
      `${words.atService[handOff.status].replace(/\.$/, '')}, ${formatDateTimeWithYear(handOff.since)}.`,
      ...(outcome === undefined ? [] : [`${texts.words.outcome[outcome]}.`]),
    ];
    return { key: { text: partyName(area, handOff.service) }, value: { html: html`${joinLines(lines)}` } };
  });
  return html`<h3 class="govuk-heading-s">${words.before}</h3>
  ${summaryList({ rows })}`;
}
