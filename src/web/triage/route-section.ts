/** What triage sees before it hands a case to a service, and the form to do so. */
import { partyName, type Service } from '#src/domain/area.ts';
import { openServices } from '#src/domain/case/route-options.ts';
import type { ConsideredService } from '#src/domain/decision.ts';
import { describeReasons } from '#src/domain/routing/reasons.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { TriageView } from '#src/usecases/triage.ts';
import type { TriageCall } from '../app/page.ts';
import { insetText } from '../components/inset-text.ts';
import { summaryList } from '../components/summary-list.ts';
import { type Choice, type Form, longTextField, radiosField } from '../form/fields.ts';
import { formatDateTime } from '../format-time.ts';
import { type Content, html, type Markup, withLineBreaks } from '../html.ts';
import { type TriageFormState, triageForm } from './triage-form.ts';

/** Characters of the texts that say why. */
export const maxRouteText = 500;
/** Answer to whose place the service takes: nobody's. */
export const nobodysPlace = 'nobody';

/** The services that have the case now, while it may be given to one. */
export function holdersSection({ site, area }: TriageCall, { referralCase, options }: TriageView): Content {
  if (!options) return undefined;
  const { work, words } = site.texts;
  const rows = openHandOffs(referralCase).map(({ service, status, since, part }) => ({
    key: { text: partyName(area, service) },
    value: { text: `${words.handOffStatus[status]}, ${formatDateTime(since)}. ${work.route.part[part]}` },
  }));
  return html`<h2 class="govuk-heading-m">${work.route.holders}</h2>
  ${rows.length > 0 ? summaryList({ rows }) : html`<p class="govuk-body">${work.route.noHolder}</p>`}`;
}

const openHandOffs = ({ handOffs }: TriageView['referralCase']) =>
  handOffs.filter(({ status }) => isOpenHandOff(status));

/** Services that were given the case although it does not meet their criteria, and why. */
export function overridesSection({ site, area }: TriageCall, { overrides }: TriageView): Content {
  if (overrides.length === 0) return undefined;
  const words = site.texts.work.route;
  const rows = overrides.map(({ service, at, by, why }) => ({
    key: { text: partyName(area, service) },
    value: {
      html: html`${withLineBreaks(why)}<br><span class="govuk-hint">${words.overriddenBy(partyName(area, by), formatDateTime(at))}</span>`,
    },
  }));
  return html`<h2 class="govuk-heading-m">${words.overrides}</h2>
  ${summaryList({ rows })}`;
}

export function routeForm(call: TriageCall, view: TriageView, state: TriageFormState): Content {
  const { referralCase, options } = view;
  if (!options) return undefined;
  const { texts } = call.site;
  const words = texts.work.route;
  if (options.safeChannels.length === 0) {
    return insetText({ html: html`<strong>${words.noSafeContact}</strong><br>${words.noSafeContactAdvice}` });
  }
  const safe = options.safeChannels.map((channel) => texts.words.channel[channel]).join(', ');
  return triageForm(call, referralCase.head.id, state, {
    name: 'route',
    label: words.title,
    inner: (form: Form) => [
      html`<p class="govuk-body">${words.safeChannels(safe)}</p>`,
      radiosField(form, { name: 'service', label: words.service, choices: serviceChoices(call, view) }),
      placeField(call, view, form),
      longTextField(form, { name: 'reason', label: words.why, maxlength: maxRouteText, rows: 3 }),
      longTextField(form, {
        name: 'override',
        label: words.override,
        hint: words.overrideHint,
        maxlength: maxRouteText,
        rows: 3,
      }),
    ],
  });
}

/** Those that can take the case come first, and of them those that can lead. */
function serviceChoices({ area, site }: TriageCall, { referralCase, options }: TriageView): Choice[] {
  const words = site.texts.work.route;
  const considered = new Map(options?.services.map((one) => [one.service, one]));
  const holders = new Set(openHandOffs(referralCase).map(({ service }) => service));
  const isEligible = (service: ConsideredService['service']) => considered.get(service)?.eligible === true;
  const rank = ({ id, meets }: Service) => (isEligible(id) ? Number(meets.length === 0) : 2);
  return openServices(area)
    .sort((one, other) => rank(one) - rank(other))
    .map(({ id, name, description, meets }) => {
      const verdict = isEligible(id)
        ? words.eligible
        : `${words.notEligible} ${describeReasons(considered.get(id)?.because ?? [])}`;
      const hint = [holders.has(id) && words.hasIt, verdict, meets.length === 0 && words.onlyAlongside, description];
      return { value: id, text: name, hint: hint.filter((one) => one !== false).join(' ') };
    });
}

/** Asked while services have the case. */
function placeField({ area, site }: TriageCall, { referralCase }: TriageView, form: Form): Content {
  const words = site.texts.work.route;
  const holders = openHandOffs(referralCase);
  if (holders.length === 0) return undefined;
  const choices = holders.map(({ service }) => ({
    value: service,
    text: words.placeOf(partyName(area, service)),
    hint: words.placeHint,
  }));
  return html`<input type="hidden" name="asks-place" value="yes">
  ${radiosField(form, {
    name: 'instead',
    label: words.place,
    choices: [...choices, { value: nobodysPlace, text: words.nobody, hint: words.nobodyHint }],
  })}`;
}

/** What the rules say of each service: today's answer while the case may be routed, else that of the decision. */
export function consideredServices({ site, area }: TriageCall, { decision, options }: TriageView): Markup {
  const words = site.texts.work.route;
  const services = options?.services ?? [
    ...decision.chosen.map(({ service, because }) => ({ service, because, eligible: true })),
    ...decision.considered,
  ];
  const rows = services.map(({ service, eligible, because }) => ({
    key: { text: partyName(area, service) },
    value: {
      html: html`<strong>${eligible ? words.eligible : words.notEligible}</strong><br>${describeReasons(because)}`,
    },
  }));
  return html`<h2 class="govuk-heading-m">${options ? words.considered : words.consideredThen}</h2>
  ${summaryList({ rows })}`;
}
