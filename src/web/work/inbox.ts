/** A service's inbox: its hand-offs, most urgent first, and how each is opened, answered and closed. */

import type { HandOff, Head, HistoryEvent } from '#src/domain/case/model.ts';
import { type Report, reportStatuses } from '#src/domain/case/report.ts';
import { type HandOffId, handOffId, parseHandOffId } from '#src/domain/ids.ts';
import { handOffMoves, isOpen, mayFollow, openHandOffStatuses } from '#src/domain/states.ts';
import type { Reply } from '#src/platform/exchange.ts';
import { type Detail, readHandOff, reportStatus, sealAdvice } from '#src/usecases/hand-offs.ts';
import type { PrivateCall } from '../app/page.ts';
import type { TableCell } from '../components/table.ts';
import { tag } from '../components/tag.ts';
import { blank, type FormState } from '../form/errors.ts';
import { html } from '../html.ts';
import { remaining } from '../time.ts';
import { actionsOf, readReport, timeField } from './inbox-actions.ts';
import { closedPage, detailPage, mostWhy, unopenedPage } from './inbox-pages.ts';
import { cursorOf, pageFrom, workList } from './list-pages.ts';
import { textErrors } from './required-text.ts';

export async function list(call: PrivateCall): Promise<Reply> {
  const { deps, viewer, site, now } = call;
  const { texts } = site;
  const words = texts.work.inbox;
  const page = await deps.cases.serviceList(viewer.party.id, openHandOffStatuses, cursorOf(call.query));
  const heads = await deps.cases.heads([...new Set(page.rows.map((handOff) => handOff.referral))]);
  const headOf = new Map(heads.map((head) => [head.id, head]));
  const rows = page.rows.map((handOff) => row(call, handOff, headOf.get(handOff.referral), now));
  const content = workList(texts, {
    ...words,
    columns: Object.values(words.columns),
    rows,
    next: pageFrom('/inbox', page.cursor),
    first: cursorOf(call.query) && '/inbox',
  });
  return call.page({ title: words.title, content, width: 'full' });
}

/** A preview that shows the kind of case and nothing that identifies the person. */
function row({ deps, site }: PrivateCall, handOff: HandOff, head: Head | undefined, now: Date): TableCell[] {
  const { texts } = site;
  const facts = head?.facts;
  const left = remaining(handOff.respondBy, now);
  const district = deps.area.districts.find((one) => one.code === facts?.district)?.name ?? '–';
  const deadline = isOpen(handOff.status) && !handOff.contactedAt ? texts.work.left(left) : '–';
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

async function own(call: PrivateCall): Promise<{ id: HandOffId; handOff: HandOff } | undefined> {
  const id = call.params.id ?? '';
  if (!parseHandOffId(id)) return undefined;
  const handOff = await call.deps.cases.readHandOff(id as HandOffId);
  return handOff?.service === call.viewer.party.id ? { id: id as HandOffId, handOff } : undefined;
}

/** Shows nothing about the person until the hand-off is opened: a visit to the page must not collect it. */
export async function show(call: PrivateCall, state: FormState = blank, status = 200): Promise<Reply> {
  const found = await own(call);
  if (!found) return call.notFound();
  const { id, handOff } = found;
  if (handOff.status === 'queued') {
    const elsewhere = await acceptedElsewhere(call, handOff);
    return call.page(unopenedPage(call, { id, handOff, elsewhere, state }), status);
  }
  if (handOff.status === 'closed') {
    const history = await historyOf(call, handOff);
    const [head] = await call.deps.cases.heads([handOff.referral]);
    const isErased = head?.erasedAt !== undefined;
    return call.page(closedPage(call, { id, handOff, history, isErased, state }), status);
  }
  const detail = await readHandOff(call.deps, call.viewer.party.id, id);
  if (!detail) return call.notFound();
  return call.page(await pageOf(call, id, detail, state), status);
}

async function pageOf(call: PrivateCall, id: HandOffId, detail: Detail, state: FormState) {
  const { handOff } = detail;
  const history = await historyOf(call, handOff);
  const allowed = mayFollow(handOffMoves, handOff.status, 'service');
  const actions = actionsOf(call, { id, detail, allowed, state });
  return detailPage(call, { detail, history, actions, errors: state.errors });
}

const historyOf = async ({ deps }: PrivateCall, handOff: HandOff): Promise<HistoryEvent[]> =>
  (await deps.cases.history(handOff.referral)).filter((one) => one.handOff === handOff.number);

/** The revision of the hand-off that the submitted page showed. */
function shownIn({ form }: PrivateCall): number | undefined {
  return typeof form.shown === 'string' && /^\d{1,9}$/.test(form.shown) ? Number(form.shown) : undefined;
}

async function acceptedElsewhere(call: PrivateCall, handOff: HandOff): Promise<boolean> {
  const whole = await call.deps.cases.read(handOff.referral);
  const taken = ['accepted', 'contact-attempted', 'contacted', 'supporting'];
  return whole?.handOffs.some((one) => one.number !== handOff.number && taken.includes(one.status)) ?? false;
}

export async function open(call: PrivateCall): Promise<Reply> {
  const found = await own(call);
  if (!found) return call.notFound();
  const { id, handOff } = found;
  const why = typeof call.form.why === 'string' ? call.form.why.trim() : '';
  const isClosed = handOff.status === 'closed';
  const mustSay = isClosed || (handOff.status === 'queued' && (await acceptedElsewhere(call, handOff)));
  const { whyMissing, whyAgainMissing, whyWhat: what } = call.site.texts.work.handOff;
  const missing = isClosed ? whyAgainMissing : whyMissing;
  const said = { field: 'why', typed: why, most: mostWhy, missing, what };
  const errors = mustSay || why !== '' ? textErrors(call.site.texts, said) : [];
  if (errors.length > 0) return show(call, { values: call.form, errors }, 422);
  const detail = await readHandOff(call.deps, call.viewer.party.id, id, why || undefined);
  // A closed hand-off is shown for this response only; seeing it again needs another reason in the disclosure log.
  return isClosed && detail ? call.page(await pageOf(call, id, detail, blank)) : call.redirect(`/inbox/${id}`);
}

export async function tell(call: PrivateCall): Promise<Reply> {
  const found = await own(call);
  if (!found) return call.notFound();
  const { id } = found;
  const status = reportStatuses.find((one) => one === call.form.status);
  const read = status === undefined ? { errors: [] } : readReport(call, status);
  if ('errors' in read) return show(call, { values: call.form, errors: read.errors }, 422);
  const { told, code, advice } = read;
  const report: Report =
    told.status === 'returned' && advice ? { ...told, note: sealAdvice(call.deps, id, advice) } : told;
  const done = await reportStatus(call.deps, call.viewer.party.id, id, report, code, shownIn(call));
  if ('absent' in done) return call.notFound();
  if ('wrongCode' in done) {
    return show(
      call,
      { values: call.form, errors: [{ field: 'code', text: call.site.texts.work.handOff.codeWrong }] },
      422,
    );
  }
  if ('misdated' in done) {
    const field = report.status === 'contacted' ? timeField.contacted : timeField['contact-attempted'];
    const text = call.site.texts.work.handOff.contactTime.misdated[done.misdated];
    return show(call, { values: call.form, errors: [{ field: `${field}-time`, text }] }, 422);
  }
  if ('refused' in done) {
    return show(
      call,
      { values: {}, errors: [{ field: 'main-content', text: call.site.texts.work.handOff.moved }] },
      409,
    );
  }
  if (done.left > 0) call.deps.log.warn('hand-off-send-failed', { handOffId: id, count: done.left });
  return call.redirect(`/inbox/${id}`);
}
