/** A service's inbox: its hand-offs, most urgent first, and how each is opened, answered and closed. */

import type { CaseHead, HandOff, HistoryEvent } from '#src/domain/case/model.ts';
import { type ServiceReport, serviceReportStatuses } from '#src/domain/case/report.ts';
import { type HandOffId, handOffId, parseHandOffId } from '#src/domain/ids.ts';
import { handOffTransitions, isOpenHandOff, nextStatuses, openHandOffStatuses } from '#src/domain/states.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { type HandOffDetail, readHandOff, reportStatus, sealAdvice } from '#src/usecases/hand-offs.ts';
import type { PrivateCall } from '../app/page.ts';
import type { TableCell } from '../components/table.ts';
import { tag } from '../components/tag.ts';
import { emptyForm, type FormState } from '../form/errors.ts';
import { timeRemaining } from '../format-time.ts';
import { html } from '../html.ts';
import { actionForms, readReport, timeFieldNames } from './inbox-actions.ts';
import { closedPage, detailPage, maxAccessReason, unopenedPage } from './inbox-pages.ts';
import { textErrors } from './required-text.ts';
import { pageHref, readCursor, workList } from './work-list.ts';

export async function list(call: PrivateCall): Promise<HttpResponse> {
  const { deps, viewer, site, now } = call;
  const { texts } = site;
  const words = texts.work.inbox;
  const page = await deps.cases.serviceList(viewer.party.id, openHandOffStatuses, readCursor(call.query));
  const heads = await deps.cases.heads([...new Set(page.rows.map((handOff) => handOff.referral))]);
  const headOf = new Map(heads.map((head) => [head.id, head]));
  const rows = page.rows.map((handOff) => row(call, handOff, headOf.get(handOff.referral), now));
  const content = workList(texts, {
    ...words,
    columns: Object.values(words.columns),
    rows,
    next: pageHref('/inbox', page.cursor),
    first: readCursor(call.query) && '/inbox',
  });
  return call.page({ title: words.title, content, width: 'full' });
}

/** A preview that shows the kind of case and nothing that identifies the person. */
function row({ deps, site }: PrivateCall, handOff: HandOff, head: CaseHead | undefined, now: Date): TableCell[] {
  const { texts } = site;
  const facts = head?.facts;
  const left = timeRemaining(handOff.respondBy, now);
  const district = deps.area.districts.find((one) => one.code === facts?.district)?.name ?? '–';
  const deadline = isOpenHandOff(handOff.status) && !handOff.contactedAt ? texts.work.timeLeft(left) : '–';
  return [
    {
      html: html`<a class="govuk-link app-reference" href="/inbox/${handOffId(handOff.referral, handOff.number)}">${handOff.reference}</a>`,
    },
    { text: facts ? texts.words.offenceCategory[facts.offence] : '–' },
    { text: facts ? texts.words.ageBand[facts.ageBand] : '–' },
    { text: district },
    { text: texts.words.handOffStatus[handOff.status] },
    {
      html: html`${deadline} ${left.overdue && handOff.contactedAt === undefined && tag({ text: texts.work.triageReason.overdue, classes: 'govuk-tag--red' })}
      ${handOff.reminded && handOff.status === 'queued' && tag({ text: texts.work.inbox.reminder, classes: 'govuk-tag--yellow' })}`,
    },
  ];
}

async function findOwnHandOff(call: PrivateCall): Promise<{ id: HandOffId; handOff: HandOff } | undefined> {
  const id = call.params.id ?? '';
  if (!parseHandOffId(id)) return undefined;
  const handOff = await call.deps.cases.readHandOff(id as HandOffId);
  return handOff?.service === call.viewer.party.id ? { id: id as HandOffId, handOff } : undefined;
}

/** Shows nothing about the person until the hand-off is opened: a visit to the page must not collect it. */
export async function show(call: PrivateCall, state: FormState = emptyForm, status = 200): Promise<HttpResponse> {
  const ownHandOff = await findOwnHandOff(call);
  if (!ownHandOff) return call.notFound();
  const { id, handOff } = ownHandOff;
  if (handOff.status === 'queued') {
    const isElsewhere = await isAcceptedElsewhere(call, handOff);
    return call.page(unopenedPage(call, { id, handOff, isAcceptedElsewhere: isElsewhere, state }), status);
  }
  if (handOff.status === 'closed') {
    const history = await historyOf(call, handOff);
    const [head] = await call.deps.cases.heads([handOff.referral]);
    const isErased = head?.erasedAt !== undefined;
    return call.page(closedPage(call, { id, handOff, history, isErased, state }), status);
  }
  const detail = await readHandOff(call.deps, call.viewer.party.id, id);
  if (!detail) return call.notFound();
  return call.page(await detailPageOf(call, id, detail, state), status);
}

async function detailPageOf(call: PrivateCall, id: HandOffId, detail: HandOffDetail, state: FormState) {
  const { handOff } = detail;
  const history = await historyOf(call, handOff);
  const allowed = nextStatuses(handOffTransitions, handOff.status, 'service');
  const actions = actionForms(call, { id, detail, allowed, state });
  return detailPage(call, { detail, history, actions, errors: state.errors });
}

const historyOf = async ({ deps }: PrivateCall, handOff: HandOff): Promise<HistoryEvent[]> =>
  (await deps.cases.history(handOff.referral)).filter((one) => one.handOff === handOff.number);

/** The revision of the hand-off that the submitted page showed. */
function shownRevision({ form }: PrivateCall): number | undefined {
  return typeof form.shown === 'string' && /^\d{1,9}$/.test(form.shown) ? Number(form.shown) : undefined;
}

async function isAcceptedElsewhere(call: PrivateCall, handOff: HandOff): Promise<boolean> {
  const referralCase = await call.deps.cases.read(handOff.referral);
  const acceptedStatuses = ['accepted', 'contact-attempted', 'contacted', 'supporting'];
  return (
    referralCase?.handOffs.some((one) => one.number !== handOff.number && acceptedStatuses.includes(one.status)) ??
    false
  );
}

export async function open(call: PrivateCall): Promise<HttpResponse> {
  const ownHandOff = await findOwnHandOff(call);
  if (!ownHandOff) return call.notFound();
  const { id, handOff } = ownHandOff;
  const reason = typeof call.form.why === 'string' ? call.form.why.trim() : '';
  const isClosed = handOff.status === 'closed';
  const needsReason = isClosed || (handOff.status === 'queued' && (await isAcceptedElsewhere(call, handOff)));
  const { whyMissing, whyAgainMissing, whyWhat: what } = call.site.texts.work.handOff;
  const missing = isClosed ? whyAgainMissing : whyMissing;
  const requiredText = { field: 'why', value: reason, maxLength: maxAccessReason, missing, what };
  const errors = needsReason || reason !== '' ? textErrors(call.site.texts, requiredText) : [];
  if (errors.length > 0) return show(call, { values: call.form, errors }, 422);
  const detail = await readHandOff(call.deps, call.viewer.party.id, id, reason || undefined);
  // A closed hand-off is shown for this response only; seeing it again needs another reason in the disclosure log.
  return isClosed && detail
    ? call.page(await detailPageOf(call, id, detail, emptyForm))
    : call.redirect(`/inbox/${id}`);
}

export async function submitReport(call: PrivateCall): Promise<HttpResponse> {
  const ownHandOff = await findOwnHandOff(call);
  if (!ownHandOff) return call.notFound();
  const { id } = ownHandOff;
  const status = serviceReportStatuses.find((one) => one === call.form.status);
  const reading = status === undefined ? { errors: [] } : readReport(call, status);
  if ('errors' in reading) return show(call, { values: call.form, errors: reading.errors }, 422);
  const { report: formReport, code, advice } = reading;
  const report: ServiceReport =
    formReport.status === 'returned' && advice
      ? { ...formReport, note: sealAdvice(call.deps, id, advice) }
      : formReport;
  const result = await reportStatus(call.deps, call.viewer.party.id, id, report, code, shownRevision(call));
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
  if ('refused' in result) {
    return show(
      call,
      { values: {}, errors: [{ field: 'main-content', text: call.site.texts.work.handOff.conflict }] },
      409,
    );
  }
  if (result.deferred > 0) call.deps.log.warn('hand-off-send-failed', { handOffId: id, count: result.deferred });
  return call.redirect(`/inbox/${id}`);
}
