/** What leads the page of a hand-off: that it was corrected, and that contact is stopped. */
import type { Amendment, HandOff } from '#src/domain/case/model.ts';
import { handOffId } from '#src/domain/ids.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { openText } from '#src/usecases/sealed-text.ts';
import type { InboxCall } from '../app/page.ts';
import { insetText } from '../components/inset-text.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { summaryList } from '../components/summary-list.ts';
import { warningText } from '../components/warning-text.ts';
import { formatDateTime } from '../format-time.ts';
import { type Content, html, type Markup, withLineBreaks } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { channelNames } from '../work/contact-ways.ts';

/** Shown at the first read after a correction. */
export function amendedNotice(texts: Texts, { at, changed, stopContact }: Amendment): Markup {
  const words = texts.work.amended;
  const text = words.at(
    formatDateTime(at),
    changed.map((part) => words.parts[part]),
  );
  const body = html`<p class="govuk-notification-banner__heading">${text}</p>
  <p class="govuk-body">${words.once}</p>`;
  return html`${notificationBanner({ titleText: words.title, html: body })}
  ${stopContact && warningText({ text: words.stop, iconFallbackText: texts.site.warning })}`;
}

/** @param goingOn the service's hand-off of the referral that goes on, where this one was its duplicate */
export function withdrawnWarning(texts: Texts, goingOn: HandOff | undefined): Markup {
  const { withdrawn, wasDuplicate, whichYouHave } = texts.work.handOff;
  const iconFallbackText = texts.site.warning;
  if (!goingOn) return warningText({ text: withdrawn, iconFallbackText });
  const { referral, number, reference } = goingOn;
  const link = html`<a class="govuk-link app-reference" href="/inbox/${handOffId(referral, number)}">${reference}</a>`;
  return warningText({ html: html`${wasDuplicate} ${link}${whichYouHave}`, iconFallbackText });
}

/** Why a service makes no contact, what it waits for and what it may do meanwhile. */
export function suspendedSection({ deps, site }: InboxCall, { referral, suspension }: HandOff): Content {
  if (!suspension) return undefined;
  const { texts } = site;
  const words = texts.work.suspended;
  const { reason, since, advice, channels = [] } = suspension;
  const asked = advice === undefined ? words.askedByUs : openText(deps.keys, notePlace(referral), advice);
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  ${warningText({ text: words.stop, iconFallbackText: texts.site.warning })}
  ${summaryList({
    rows: [
      { key: { text: words.why }, value: { text: texts.words.suspendReason[reason] } },
      channels.length > 0 && { key: { text: words.which }, value: { text: channelNames(texts, channels) } },
      { key: { text: words.since }, value: { text: formatDateTime(since) } },
      { key: { text: words.asked }, value: { html: html`${withLineBreaks(asked)}` } },
    ],
  })}
  ${insetText({
    html: html`<p class="govuk-body">${words.keep}</p>
    <p class="govuk-body govuk-!-margin-bottom-1">${words.may}:</p>
    <ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0">${words.mayDo.map((one) => html`<li>${one}</li>`)}</ul>`,
  })}`;
}
