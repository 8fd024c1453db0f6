/** A service's hand-off: how it is opened, answered and closed. The list is in inbox-list.ts. */

import { maxAccessReason } from '#src/domain/access-reason-length.ts';
import { serviceIdOf } from '#src/domain/area.ts';
import { reportableStatuses, serviceReportStatuses } from '#src/domain/case/report/service-report.ts';
import { type HandOffId, isHandOffId } from '#src/domain/ids.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { type Colleague, listColleagues } from '#src/usecases/service/assign-hand-off.ts';
import { reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { type OpenedHandOff, openHandOff, viewHandOff } from '#src/usecases/service/view-hand-offs.ts';
import type { InboxCall } from '../app/page.ts';
import { emptyForm, type FormState, firstValue } from '../form/errors.ts';
import type { Page } from '../layout.ts';
import { saveAssignment } from './assign.ts';
import { handOffHref } from './done.ts';
import { actionForms, timeFieldNames } from './inbox-actions.ts';
import { closedPage, detailPage, unopenedPage } from './inbox-pages.ts';
import { noteSection, saveNote } from './note.ts';
import { readReport } from './read-report.ts';

/** The hand-off that the path names. */
function handOffIdOf({ params }: InboxCall): HandOffId | undefined {
  const id = params.id ?? '';
  return isHandOffId(id) ? id : undefined;
}

/** Shows nothing about the person until the hand-off is opened: a visit to the page must not collect it. */
export async function show(call: InboxCall, state: FormState = emptyForm, status = 200): Promise<HttpResponse> {
  const id = handOffIdOf(call);
  if (!id) return call.notFound();
  const [view, colleagues] = await Promise.all([
    viewHandOff(call.deps, serviceIdOf(call.viewer.party), id),
    listColleagues(call.deps, call.viewer.party.id),
  ]);
  if (!view) return call.notFound();
  switch (view.state) {
    case 'unopened':
      return call.page(unopenedPage(call, { ...view, id, colleagues, state }), status);
    case 'closed':
      return call.page(closedPage(call, { ...view, id, colleagues, state }), status);
    case 'opened':
      return call.page(detailPageOf(call, { ...view, id, colleagues, state }), status);
  }
}

interface DetailView extends OpenedHandOff {
  id: HandOffId;
  colleagues: readonly Colleague[];
  state: FormState;
}

function detailPageOf(call: InboxCall, { id, ...view }: DetailView): Page {
  const { detail, state } = view;
  const allowed = reportableStatuses(detail.handOff.status);
  const actions = actionForms(call, { ...view, id, allowed });
  const notes = noteSection(call, id, state);
  return detailPage(call, { ...view, actions, notes });
}

/** What the submitted page showed: the revision of the hand-off, or the version of the referral. */
function shownNumber({ form }: InboxCall, name: 'shown' | 'version'): number | undefined {
  const shown = firstValue(form, name);
  return /^\d{1,9}$/.test(shown) ? Number(shown) : undefined;
}

export async function open(call: InboxCall): Promise<HttpResponse> {
  const id = handOffIdOf(call);
  if (!id) return call.notFound();
  const { work } = call.site.texts;
  const { whyMissing, whyAgainMissing, whyWhat } = work.handOff;
  const showError = (text: string) => show(call, { values: call.form, errors: [{ field: 'why', text }] }, 422);
  const reason = firstValue(call.form, 'why').trim();
  if (reason.length > maxAccessReason) return showError(work.tooLong(whyWhat, maxAccessReason));
  const result = await openHandOff(call.deps, serviceIdOf(call.viewer.party), id, reason || undefined);
  if ('absent' in result) return call.notFound();
  if ('reasonRequired' in result) return showError(result.reasonRequired === 'closed' ? whyAgainMissing : whyMissing);
  const { opened } = result;
  // A closed hand-off is shown for this response only; seeing it again needs another reason in the disclosure log.
  if (opened.detail.handOff.status !== 'closed') return call.redirect(`/inbox/${id}`);
  const colleagues = await listColleagues(call.deps, call.viewer.party.id);
  return call.page(detailPageOf(call, { ...opened, id, colleagues, state: emptyForm }));
}

export async function note(call: InboxCall): Promise<HttpResponse> {
  const id = handOffIdOf(call);
  return id ? saveNote(call, id, (state, status) => show(call, state, status)) : call.notFound();
}

export async function assign(call: InboxCall): Promise<HttpResponse> {
  const id = handOffIdOf(call);
  return id ? saveAssignment(call, id, (state, status) => show(call, state, status)) : call.notFound();
}

export async function submitReport(call: InboxCall): Promise<HttpResponse> {
  const id = handOffIdOf(call);
  if (!id) return call.notFound();
  const status = serviceReportStatuses.find((one) => one === call.form.status);
  const reading = status === undefined ? { errors: [] } : readReport(call, status);
  if ('errors' in reading) return show(call, { values: call.form, errors: reading.errors }, 422);
  const { code, note } = reading;
  const report = note === undefined ? reading.report : { ...reading.report, note: sealNote(call.deps, id, note) };
  const result = await reportStatus(call.deps, serviceIdOf(call.viewer.party), id, report, {
    code,
    seenRevision: shownNumber(call, 'shown'),
    readVersion: shownNumber(call, 'version'),
  });
  if ('absent' in result) return call.notFound();
  if ('wrongCode' in result) {
    return show(
      call,
      { values: call.form, errors: [{ field: 'code', text: call.site.texts.work.handOff.codeWrong }] },
      422,
    );
  }
  if ('misdated' in result) {
    const field = report.status === 'contacted' ? timeFieldNames.contacted : timeFieldNames['contact-attempted'];
    const text = call.site.texts.work.handOff.contactTime.misdated[result.misdated];
    return show(call, { values: call.form, errors: [{ field: `${field}-time`, text }] }, 422);
  }
  if ('reasonMissing' in result) {
    const text = call.site.texts.work.handOff.safetyReasonMissing[result.reasonMissing];
    return show(call, { values: call.form, errors: [{ field: 'safety-reason', text }] }, 422);
  }
  // What was typed stays: only what it was made of has changed.
  if ('standingVersion' in result) {
    const text = call.site.texts.work.handOff.corrected;
    return show(call, { values: call.form, errors: [{ field: 'main-content', text }] }, 409);
  }
  if ('refused' in result) {
    return show(
      call,
      { values: {}, errors: [{ field: 'main-content', text: call.site.texts.work.handOff.conflict }] },
      409,
    );
  }
  if (result.deferred > 0) call.deps.log.warn('hand-off-send-failed', { handOffId: id, count: result.deferred });
  return call.redirect(handOffHref(id, report.status));
}
