/** That the person said no, to this referral or to another of what may be the same crime. */
import { isOpenHandOff } from '#src/domain/states.ts';
import type { TriageView } from '#src/usecases/triage/triage-view.ts';
import type { TriageCall } from '../app/page.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { formatDateWithYear } from '../format-time.ts';
import { type Content, html } from '../html.ts';

/** What the person said, at the top of the page of an open case: whoever decides about it must not miss it. */
export function refusalNotice({ site }: TriageCall, { referralCase, refusal }: TriageView): Content {
  if (!refusal) return undefined;
  const words = site.texts.work.duplicate.refusal;
  const { head, handOffs } = referralCase;
  const on = formatDateWithYear(refusal.at);
  const isOwn = refusal.of === head.id;
  const isWithService = handOffs.some(({ status }) => isOpenHandOff(status));
  return notificationBanner({
    titleText: words.title,
    titleId: 'refusal-title',
    html: html`<p class="govuk-notification-banner__heading">${
      isOwn
        ? words.own(on)
        : html`${refusal.isWithdrawn ? words.withdrawn(on) : words.toService(on)}<a class="govuk-notification-banner__link app-reference" href="/triage/${refusal.of}">${refusal.reference}</a>`
    }</p>
    <p class="govuk-body">${isWithService ? words.routed : words.held}</p>
    ${refusal.sender !== head.sender && html`<p class="govuk-body">${words.silent}</p>`}`,
  });
}
