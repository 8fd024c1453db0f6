/** The services that a referral would go to if it were sent now, and whether that is still what was shown. */
import { partyName } from '#src/domain/area.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { ReferCall } from '../../app/page.ts';
import { notificationBanner } from '../../components/notification-banner.ts';
import { firstValue } from '../../form/errors.ts';
import { formatDateTime } from '../../format-time.ts';
import { type Content, html, type Markup } from '../../html.ts';
import { updateDraft } from '../drafts/save-draft.ts';
import type { Journey } from '../journey/journey.ts';

export function expectedRecipients({ site }: ReferCall, { chosen }: Decision): Markup {
  const words = site.texts.refer.check;
  return html`<h2 class="govuk-heading-m">${words.goesTo}</h2>
  ${chosen.map(({ name, respondBy, part }) => html`<p class="govuk-body">${part === 'lead' ? words.leadResponds(name, formatDateTime(respondBy)) : words.alongside(name)}</p>`)}`;
}

const held = 'held';

/** Who would get it, as ids, the lead first; `held` where nobody would. Deadlines move with the clock and are left out. */
export const forecastOf = ({ outcome, chosen }: Decision): string =>
  outcome === 'held' ? held : chosen.map(({ service }) => service).join(' ');

/** Whether it would now go to others than the person was shown last. */
export const hasForecastChanged = ({ decision, content: { seenForecast } }: Journey): boolean =>
  decision !== undefined && seenForecast !== undefined && forecastOf(decision) !== seenForecast;

const forecastField = 'forecast';

/** Posted with the page, so that it is compared with what the person has read. */
export const shownForecast = ({ decision }: Journey): Record<string, string> =>
  decision ? { [forecastField]: forecastOf(decision) } : {};

/** A service's id or several; anything else was not on our page. */
const forecastShape = /^[a-z0-9-]+( [a-z0-9-]+){0,20}$/;

/**
 * Keeps what the person has read of where it goes.
 * @returns false where that is no longer so: the page must say it before they go on
 */
export async function confirmForecast(call: ReferCall, journey: Journey): Promise<boolean> {
  const seen = firstValue(call.form, forecastField);
  if (!journey.decision || !forecastShape.test(seen)) return true;
  const isCurrent = seen === forecastOf(journey.decision);
  // A correction is sent at the revision that was checked.
  if (isCurrent && journey.correction) return true;
  if (seen !== journey.content.seenForecast)
    await updateDraft(call, journey, (content) => ({ ...content, seenForecast: seen }));
  return isCurrent;
}

/** Says that it would go to others than before. */
export function forecastBanner({ site, area }: ReferCall, journey: Journey): Content {
  if (!hasForecastChanged(journey)) return undefined;
  const { changed } = site.texts.refer.check;
  const seen = journey.content.seenForecast ?? '';
  const names = site.texts.forms.list(seen.split(' ').map((id) => partyName(area, id)));
  return notificationBanner({
    titleText: changed.title,
    html: html`<p class="govuk-notification-banner__heading">${changed.heading}</p>
    <p class="govuk-body">${seen === held ? changed.beforeHeld : changed.before(names)} ${changed.now}</p>`,
  });
}
