/** Shows and changes which e-mails each address of a person's party gets. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import {
  type AddressSetting,
  clearAddress,
  type MailSettings,
  type MarkedSetting,
  readMailSettings,
  retryParkedMail,
  saveMailSettings,
} from '#src/usecases/mail/mail-settings.ts';
import { mailSettingsPath } from '#src/usecases/mail/mail-settings-path.ts';
import { findStaffEmail } from '#src/usecases/staff/staff.ts';
import type { EMailsCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { insetText } from '../components/inset-text.ts';
import { notificationBanner } from '../components/notification-banner.ts';
import { choicesFrom, findValue } from '../form/choices.ts';
import { type FormError, firstValue } from '../form/errors.ts';
import { radiosField } from '../form/fields.ts';
import { postForm } from '../form/patterns.ts';
import { formatDateWithYear } from '../format-time.ts';
import { type Content, html, type Markup } from '../html.ts';

const choices = ['all', 'urgent-only'] as const;
const outcomes = ['saved', 'cleared', 'retried'] as const;
const fieldOf = ({ hash }: Pick<AddressSetting, 'hash'>): string => `address-${hash}`;

export async function show(call: EMailsCall, errors: readonly FormError[] = [], status = 200): Promise<HttpResponse> {
  const { site, viewer } = call;
  const words = site.texts.eMails;
  const settings = await readMailSettings(call.deps, viewer.party, await ownAddresses(call));
  const content = html`${doneBanner(call)}
  <h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.lead}</p>
  <p class="govuk-body">${words.what[viewer.party.kind]}</p>
  <p class="govuk-body">${words.urgent}</p>
  ${settings.addresses.length > 0 ? addressForm(call, settings.addresses) : insetText({ text: words.none(viewer.party.kind) })}
  ${settings.marked.length > 0 && markedSection(call, settings.marked)}
  ${parkedSection(call, settings)}`;
  return call.page({ title: words.title, content, errors }, status);
}

/**
 * A referrer's own is what the issuer says, never what they typed: that may be anybody's. Others are told at their party's
 * alone.
 */
async function ownAddresses({ deps, viewer }: EMailsCall): Promise<string[]> {
  const { party, user } = viewer;
  if (party.kind !== 'statutory' && party.kind !== 'voluntary') return [];
  const address = await findStaffEmail(deps, party.id, user);
  return address === undefined ? [] : [address];
}

function addressForm(call: EMailsCall, addresses: readonly AddressSetting[]): Markup {
  const { texts } = call.site;
  const words = texts.eMails;
  const fields = addresses.map((one) => {
    const name = fieldOf(one);
    const values = { [name]: one.isUrgentOnly ? 'urgent-only' : 'all' };
    return radiosField(
      { texts, values, errors: [] },
      {
        name,
        label: one.address,
        small: true,
        choices: choicesFrom(choices, words.choices),
        ...(one.isOwn && { hint: words.own }),
      },
    );
  });
  return postForm(call.formAction(mailSettingsPath), html`${fields}${button({ text: words.save })}`);
}

function markedSection(call: EMailsCall, marked: readonly MarkedSetting[]): Markup {
  const words = call.site.texts.eMails.marked;
  // Not a table: an address is long, and must be readable on a phone.
  const entries = marked.map(
    ({ address, hash, party, reason, at }) => html`<h3 class="govuk-heading-s govuk-!-text-break-word">${address}</h3>
  <p class="govuk-body">${words[reason](party, formatDateWithYear(at))}</p>
  ${postForm(
    call.formAction(`${mailSettingsPath}/clear`, { address: hash }),
    button({
      html: html`${words.clear}<span class="govuk-visually-hidden">: ${address}</span>`,
      classes: 'govuk-button--secondary',
    }),
  )}`,
  );
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  <p class="govuk-body">${words.lead}</p>
  ${entries}`;
}

function parkedSection(call: EMailsCall, { parked }: MailSettings): Content {
  if (parked === 0) return undefined;
  const words = call.site.texts.eMails.parked;
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  <p class="govuk-body">${words.count(parked)}</p>
  ${postForm(call.formAction(`${mailSettingsPath}/retry`), button({ text: words.retry, preventDoubleClick: true }))}`;
}

function doneBanner({ query, site }: EMailsCall): Content {
  const words = site.texts.eMails.done;
  const outcome = findValue(outcomes, query.get('done') ?? '');
  return outcome && notificationBanner({ type: 'success', titleText: words.title, text: words[outcome] });
}

const done = (call: EMailsCall, outcome: (typeof outcomes)[number]): HttpResponse =>
  call.redirect(`${mailSettingsPath}?done=${outcome}`);

export async function save(call: EMailsCall): Promise<HttpResponse> {
  const { deps, form, viewer } = call;
  const own = await ownAddresses(call);
  const { addresses } = await readMailSettings(deps, viewer.party, own);
  const urgentOnly = addresses.filter((one) => firstValue(form, fieldOf(one)) === 'urgent-only');
  await saveMailSettings(deps, viewer.party, own, new Set(urgentOnly.map(({ hash }) => hash)));
  return done(call, 'saved');
}

export async function clear(call: EMailsCall): Promise<HttpResponse> {
  const { deps, form, site, viewer } = call;
  const isCleared = await clearAddress(deps, viewer.party, await ownAddresses(call), firstValue(form, 'address'));
  if (isCleared) return done(call, 'cleared');
  return show(call, [{ field: 'main-content', text: site.texts.eMails.notFound }], 422);
}

export async function retry(call: EMailsCall): Promise<HttpResponse> {
  await retryParkedMail(call.deps);
  return done(call, 'retried');
}
