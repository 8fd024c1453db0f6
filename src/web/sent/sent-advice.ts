/** What a referrer is asked for, on the page of a referral and where it is corrected. */
import { type Area, partyName } from '#src/domain/area.ts';
import { describeForSender } from '#src/usecases/own-lists.ts';
import type { OwnReferral } from '#src/usecases/own-referrals.ts';
import type { Keys } from '#src/usecases/ports.ts';
import { insetText } from '../components/inset-text.ts';
import { formatDateTime } from '../format-time.ts';
import { type Content, html, withLineBreaks } from '../html.ts';
import type { Texts } from '../texts/en.ts';

interface AdviceCall {
  area: Area;
  deps: { keys: Keys };
  site: { texts: Texts };
}

/** What each service that has stopped contact asks for. */
export function suspensionInsets({ area, deps, site }: AdviceCall, { referralCase, history }: OwnReferral): Content {
  const { sent } = site.texts.work;
  const suspendReason: Partial<Record<string, string>> = site.texts.words.suspendReason;
  if (!referralCase.head.isSuspended) return undefined;
  return describeForSender(deps.keys, referralCase, history).actionNeeded.map(
    ({ service, reason, advice = '', since }) =>
      service &&
      insetText({
        html: html`<p class="govuk-body govuk-!-font-weight-bold">${sent.suspended(partyName(area, service), formatDateTime(since))}</p>
    <p class="govuk-body">${suspendReason[reason] ?? reason}. ${sent.suspendedNext}</p>
    <p class="govuk-body govuk-!-font-weight-bold">${sent.suspendedAdvice}</p>
    <p class="govuk-body">${withLineBreaks(advice)}</p>`,
      }),
  );
}
