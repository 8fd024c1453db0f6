/** What triage sees before it hands a case to a service, and the form to do so. */
import { partyName } from '#src/domain/area.ts';
import { openServices } from '#src/domain/case/triage/route-options.ts';
import { describeReasons } from '#src/domain/routing/reasons.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { TriageView } from '#src/usecases/triage/triage-view.ts';
import type { TriageCall } from '../app/page.ts';
import { insetText } from '../components/inset-text.ts';
import { summaryList } from '../components/summary-list.ts';
import { type Choice, type Form, longTextField, radiosField } from '../form/fields.ts';
import { formatDateTimeWithYear } from '../format-time.ts';
import { type Content, html } from '../html.ts';
import { rankServices } from './services.ts';
import { type TriageFormState, triageForm } from './triage-form.ts';
import { typedText } from './typed-text.ts';

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
    value: { text: `${words.handOffStatus[status]}, ${formatDateTimeWithYear(since)}. ${work.route.part[part]}` },
  }));
  return html`<h2 class="govuk-heading-m">${work.route.holders}</h2>
  ${rows.length > 0 ? summaryList({ rows }) : html`<p class="govuk-body">${work.route.noHolder}</p>`}`;
}

const openHandOffs = ({ handOffs }: TriageView['referralCase']) =>
  handOffs.filter(({ status }) => isOpenHandOff(status));

/** Services that were given the case although it does not meet their criteria, and why. */
export function overridesSection(call: TriageCall, { history }: TriageView): Content {
  const rows = history
    .filter(({ event, text }) => event === 'overridden' && text !== undefined)
    .map((event) => ({
      key: { text: partyName(call.area, event.service ?? '') },
      value: { html: typedText(call, event) },
    }));
  if (rows.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">${call.site.texts.work.route.overrides}</h2>
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

function serviceChoices(call: TriageCall, view: TriageView): Choice[] {
  const words = call.site.texts.work.route;
  const holders = new Set(openHandOffs(view.referralCase).map(({ service }) => service));
  const open = new Set(openServices(view.referralCase.head.facts, call.area).map(({ id }) => id));
  return rankServices(call, view)
    .filter(({ service }) => open.has(service.id))
    .map(({ service: { id, name, meets }, considered: { eligible, because } }) => {
      const hint = [
        holders.has(id) && words.hasIt,
        eligible ? words.eligible : words.notEligible,
        describeReasons(because),
        meets.length === 0 && words.onlyAlongside,
      ];
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
