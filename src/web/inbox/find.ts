/**
 * Finds a hand-off of the service's own: by what a caller quotes, or by their name and date of birth. Both come by POST,
 * because neither may stand in an address.
 */
import { policeReference } from '#src/contracts/submission/field-formats.ts';
import { serviceIdOf } from '#src/domain/area.ts';
import { handOffId } from '#src/domain/ids.ts';
import { londonDate } from '#src/domain/london.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { type Colleague, listColleagues } from '#src/usecases/service/assign-hand-off.ts';
import { type FindQuery, findOwnHandOffs } from '#src/usecases/service/find-hand-offs.ts';
import type { InboxItem } from '#src/usecases/service/inbox.ts';
import type { InboxCall } from '../app/page.ts';
import { readDate } from '../form/date.ts';
import { emptyForm, type FormError, type FormState, firstValue } from '../form/errors.ts';
import { type Content, html } from '../html.ts';
import { readReference } from '../work/reference.ts';
import { workList } from '../work/work-list.ts';
import { assignedOf, inboxPath } from './assignee.ts';
import { personForm, referenceForm } from './find-forms.ts';
import { columnsOf, inboxRow } from './inbox-row.ts';

interface Finding {
  state: FormState;
  /** Undefined before anything was asked. */
  found?: readonly InboxItem[];
  colleagues?: readonly Colleague[];
}

function findPage(call: InboxCall, { state, found, colleagues = [] }: Finding, status = 200): HttpResponse {
  const words = call.site.texts.work.inbox.find;
  const forms = html`<h2 class="govuk-heading-m">${words.nameTitle}</h2>
  <p class="govuk-body">${words.nameLead}</p>
  <p class="govuk-body">${words.oneName}</p>
  ${personForm(call, state)}
  <h2 class="govuk-heading-m">${words.referenceTitle}</h2>
  ${referenceForm(call, state)}`;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  ${found && foundList(call, found, colleagues)}
  ${forms}`;
  return call.page(
    {
      title: words.title,
      back: inboxPath({ assigned: assignedOf(call) }),
      content,
      errors: state.errors,
      width: 'full',
    },
    status,
  );
}

function foundList(call: InboxCall, found: readonly InboxItem[], colleagues: readonly Colleague[]): Content {
  const { texts } = call.site;
  const words = texts.work.inbox.find;
  if (found.length === 0)
    return html`<div class="govuk-inset-text" role="status"><p class="govuk-body">${words.none}</p><p class="govuk-body">${words.noneNext}</p></div>`;
  return workList(texts, {
    title: words.title,
    lead: words.several,
    heading: html`<p class="govuk-body">${words.several}</p>`,
    caption: words.caption,
    none: words.none,
    columns: columnsOf(texts, texts.work.inbox.columns.whenFound),
    rows: found.map((item) => inboxRow(call, item, colleagues)),
  });
}

export const findForm = (call: InboxCall): HttpResponse => findPage(call, { state: emptyForm });

/** One that is found is shown at once; how it is opened is as from the list. */
export async function find(call: InboxCall): Promise<HttpResponse> {
  const reading = readQuery(call);
  if ('errors' in reading) return findPage(call, { state: { values: call.form, errors: reading.errors } }, 422);
  const found = await findOwnHandOffs(call.deps, serviceIdOf(call.viewer.party), reading);
  const [only, ...others] = found;
  if (only && others.length === 0)
    return call.redirect(`/inbox/${handOffId(only.handOff.referral, only.handOff.number)}`);
  const colleagues = await listColleagues(call.deps, call.viewer.party.id);
  return findPage(call, { state: { values: call.form, errors: [] }, found, colleagues });
}

function readQuery(call: InboxCall): FindQuery | { errors: FormError[] } {
  const { form, site } = call;
  if (firstValue(form, 'by') === 'person') return readPerson(call);
  const reference = readReference(form);
  const crimeReference = policeReference().safeParse(firstValue(form, 'reference')).data;
  return reference === undefined && crimeReference === undefined
    ? { errors: [{ field: 'reference', text: site.texts.work.inbox.find.referenceMissing }] }
    : { reference, crimeReference };
}

function readPerson({ form, site: { texts }, now }: InboxCall): FindQuery | { errors: FormError[] } {
  const words = texts.work.inbox.find;
  const [givenName, familyName] = ['given-name', 'family-name'].map((name) => firstValue(form, name).trim());
  const date = readDate(form, 'birth', { today: londonDate(now), notAfterToday: true });
  const fault = 'fault' in date ? date : date.date === undefined ? { fault: { code: 'missing' } as const } : undefined;
  const errors: FormError[] = [
    ...(givenName ? [] : [{ field: 'given-name', text: words.givenNameMissing }]),
    ...(familyName ? [] : [{ field: 'family-name', text: words.familyNameMissing }]),
    ...(fault
      ? [
          {
            field: 'birth',
            text: texts.forms.dateFault(words.birth, fault.fault),
            ...('parts' in fault && { parts: fault.parts }),
          },
        ]
      : []),
  ];
  if (errors.length > 0 || !givenName || !familyName || !('date' in date) || !date.date) return { errors };
  return { person: { givenName, familyName, dateOfBirth: date.date } };
}
