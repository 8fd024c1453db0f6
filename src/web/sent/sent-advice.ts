/** What a referrer is asked for, on the page of a referral and where it is corrected. */
import { type Area, partyName } from '#src/domain/area.ts';
import { isForHub } from '#src/domain/case/triage/held-advice.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { type Note, noteTexts } from '#src/domain/judgement/notes.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { describeForSender, type OwnListItem } from '#src/usecases/sender/own-lists.ts';
import type { OwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { insetText } from '../components/inset-text.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { heldTexts } from '../held-texts.ts';
import { type Content, html, type Markup, withLineBreaks } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { channelNames } from '../work/contact-ways.ts';

interface TextCall {
  area: Area;
  site: { texts: Texts };
}
interface AdviceCall extends TextCall {
  deps: { keys: Keys };
}

/** What each service that has stopped contact asks for. */
export function suspensionInsets({ area, deps, site }: AdviceCall, { referralCase, history }: OwnReferral): Content {
  const { sent } = site.texts.work;
  const suspendReason: Partial<Record<string, string>> = site.texts.words.suspendReason;
  if (!referralCase.head.isSuspended) return undefined;
  return describeForSender(deps.keys, referralCase, history).actionNeeded.map(
    ({ service, reason, advice = '', channels, since, by }) =>
      service &&
      insetText({
        html: html`<p class="govuk-body govuk-!-font-weight-bold">${sent.suspended(partyName(area, service), formatDateTimeWithYear(since))}</p>
    <p class="govuk-body">${suspendReason[reason] ?? reason}${channels && `: ${channelNames(site.texts, channels)}`}. ${sent.suspendedNext}</p>
    ${by !== undefined && html`<p class="govuk-body">${sent.suspendedBy(formatDateTimeWithYear(by))}</p>`}
    <p class="govuk-body govuk-!-font-weight-bold">${sent.suspendedAdvice}</p>
    <p class="govuk-body">${withLineBreaks(advice)}</p>`,
      }),
  );
}

interface StoppedCase {
  stoppedAt: readonly ServiceId[];
  decision: Pick<Decision, 'notes'>;
  /** The page that says who may have done it, as a name or a link. */
  suspects: Content;
}

/** Why a correction lets no service that has stopped contact go on. */
export function whyStopped({ area, site }: TextCall, { stoppedAt, decision, suspects }: StoppedCase): Markup {
  const { forms, refer } = site.texts;
  const words = refer.correct.stopped;
  const isReadBySuspect = decision.notes.includes('safe-channel-read-by-suspect' satisfies Note);
  const services = forms.list(stoppedAt.map((id) => partyName(area, id)));
  return html`<p class="govuk-body">${words.lead(services)}</p>
    <p class="govuk-body">${isReadBySuspect ? html`${noteTexts['safe-channel-read-by-suspect']} ${words.ifChanged[0]}${suspects}${words.ifChanged[1]}` : words.another}</p>`;
}

/** In one line: who asks for what; where every service let it lapse, that nothing is asked. */
export function actionText({ area, site }: TextCall, { head, actionNeeded }: OwnListItem): string {
  const { words, work } = site.texts;
  const { onHold, returnedBy, stoppedBy, correctBy, hub, withHub } = work.sent;
  if (isForHub(head)) return withHub.what;
  if (head.status === 'held')
    return onHold(
      heldTexts(site.texts, head)
        .map(({ why }) => why)
        .join(', '),
    );
  const returnReason: Partial<Record<string, string>> = words.returnReason;
  return actionNeeded
    .map(({ service, reason, by }) => {
      const who = service === undefined ? hub : partyName(area, service);
      const what = (head.isSuspended ? stoppedBy : returnedBy)(who, returnReason[reason] ?? reason);
      return by === undefined ? what : `${what}. ${correctBy(formatDateTimeWithYear(by))}`;
    })
    .join('. ');
}
