/** What people and systems do with one case. */
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { HandOff } from '#src/domain/case/model.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { type HandOffId, handOffId, type ServiceId } from '#src/domain/ids.ts';
import { handOffStatuses, isOpenHandOff } from '#src/domain/states.ts';
import type { Submission } from '#src/domain/submission.ts';
import { rowToHandOff } from '#src/store/case-rows.ts';
import {
  liftLegalHoldAsTriage,
  placeLegalHoldAsTriage,
  requestErasureAsTriage,
} from '#src/usecases/erasure/retention.ts';
import { type SubmitResult, submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { listOwnReferrals } from '#src/usecases/sender/own-lists.ts';
import { readOwnReferral, withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { readHandOff, reportStatus, sealNote } from '#src/usecases/service/hand-offs.ts';
import { decideDuplicateAsTriage } from '#src/usecases/triage/decide-duplicate.ts';
import { listTriage, returnAsTriage, routeAsTriage, withdrawAsTriage } from '#src/usecases/triage/triage.ts';
import { messageSchema } from '#test/support/audit/evidence.ts';
import { partyId, serviceId } from '#test/support/ids.ts';
import { correct } from './corrections.ts';
import type { Act, ReportGoal } from './plan.ts';
import type { Actor } from './scheduler.ts';
import { noteAnswer, type Referral, type Story } from './story.ts';
import { type Deps, queueOf, tables } from './system.ts';

const authority = partyId('example-authority');
const madeUp = 'Made up.';

/** Starts one act; a report may start one actor for each service of the case. */
export function startAct(story: Story, referral: Referral, act: Act): void {
  if (act.act === 'report') startReports(story, referral, act);
  else story.begin(act.act, (deps, actor) => doAct(story, referral, act, deps, actor));
}

async function doAct(
  story: Story,
  { id, sender, body }: Referral,
  act: Exclude<Act, { act: 'report' }>,
  deps: Deps,
  actor: Actor,
): Promise<unknown> {
  switch (act.act) {
    case 'resend':
      return submit(story, deps, { id, sender, body: act.changed ? changed(body, 'Said otherwise.') : body });
    case 'correct':
      return correct(story, { id, sender, body }, act, deps);
    case 'read':
      return readOwnReferral(deps, sender, id);
    case 'list':
      await listOwnReferrals(deps, sender);
      await deps.cases.serviceList(pick(deps.area.services, act.who)?.id ?? serviceId('general'), handOffStatuses);
      return listTriage(deps);
    case 'withdraw':
      return withdraw(deps, { id, sender }, act);
    case 'receive':
      return receive(story, deps, actor, act);
    case 'route': {
      const service = pick(deps.area.services, act.who)?.id ?? serviceId('general');
      return routeAsTriage(deps, authority, id, {
        service,
        reason: madeUp,
        override: madeUp,
        ...(act.adds && { instead: null }),
      });
    }
    case 'return':
      return returnAsTriage(deps, authority, id, { reason: 'other', advice: madeUp });
    case 'decide-duplicate': {
      // Of the same person, if there is one: others are refused.
      const { familyName } = body.victim;
      const others = story.referrals.filter((one) => one.id !== id && one.body.victim.familyName === familyName);
      const of = pick(others.length > 0 ? others : story.referrals, act.of)?.id ?? id;
      return decideDuplicateAsTriage(deps, authority, id, { of, reason: madeUp });
    }
    case 'hold':
      return act.lift
        ? liftLegalHoldAsTriage(deps, authority, id)
        : placeLegalHoldAsTriage(deps, authority, id, madeUp);
    case 'ask-erasure':
      return requestErasureAsTriage(deps, authority, id, 'asked-by-person');
  }
}

const withdraw = (
  deps: Deps,
  { id, sender }: Pick<Referral, 'id' | 'sender'>,
  { byTriage, asDuplicate }: Extract<Act, { act: 'withdraw' }>,
): Promise<unknown> =>
  byTriage
    ? withdrawAsTriage(deps, authority, id, 'consent-withdrawn')
    : withdrawOwnReferral(deps, sender, id, asDuplicate ? 'duplicate' : 'sent-in-error');

const pick = <Item>(items: readonly Item[], index: number): Item | undefined =>
  items[index % Math.max(1, items.length)];

const changed = (body: Submission, summary: string): Submission => ({
  ...body,
  offence: { ...body.offence, summary },
});

/** A force's system sends again, as it is told to, when it heard of an outage or nothing at all. */
export async function submitUntilAnswered(story: Story, deps: Deps, referral: Referral): Promise<void> {
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      await submit(story, deps, referral);
      return;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}

async function submit(story: Story, deps: Deps, { sender, body }: Referral): Promise<SubmitResult> {
  story.submitted.begun += 1;
  const result = await submitReferral(deps, sender, body);
  story.submitted['created' in result || 'refused' in result ? 'fresh' : 'known'] += 1;
  const stored = 'created' in result ? result.created : 'replayed' in result ? result.replayed.record : undefined;
  if (stored) noteAnswer(story, stored);
  return result;
}

const rowsOf = ({ system }: Story, id: string) => system.dynamo.rows(tables.work).filter((row) => row.id === id);

const openHandOffs = (story: Story, id: string): HandOff[] =>
  rowsOf(story, id)
    .filter(({ row }) => String(row).startsWith('h#'))
    .map(rowToHandOff)
    .filter(({ status }) => isOpenHandOff(status));

/** Several services of one case, or several workers of one, report at once. */
function startReports(story: Story, { id }: Referral, { first, until }: Extract<Act, { act: 'report' }>): void {
  const open = openHandOffs(story, id);
  if (open.length === 0) return;
  for (const [index, goal] of until.entries()) {
    const handOff = pick(open, first + index);
    if (!handOff) continue;
    const { referral, number, service } = handOff;
    story.begin(`${service} ${goal}`, (deps) => workUntil(deps, service, handOffId(referral, number), goal));
  }
}

/** A consumer of one queue: it acts on a message, and takes it off after that. */
async function receive(
  { taken, system }: Story,
  deps: Deps,
  { sqs }: Actor,
  { who, until }: Extract<Act, { act: 'receive' }>,
): Promise<void> {
  const waiting = system.area.services.filter(({ id }) => system.sqs.bodies(queueOf(id)).length > 0);
  const service = pick(waiting, who)?.id;
  if (service === undefined) return;
  const QueueUrl = queueOf(service);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 3 }));
  for (const { Body = '', ReceiptHandle } of Messages) {
    const message = messageSchema.parse(JSON.parse(Body));
    taken.push({ queue: service, message });
    if (message.schema.includes('/hand-off/')) await workUntil(deps, service, message.handOffId as HandOffId, until);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
}

/** Reads the detail, then reports one status after the other; a report that is refused changes nothing. */
async function workUntil(deps: Deps, service: ServiceId, id: HandOffId, goal: ReportGoal): Promise<void> {
  const detail = await readHandOff(deps, service, id, { why: madeUp });
  for (const report of reportsUntil(goal, deps.now().toISOString(), sealNote(deps, id, madeUp))) {
    await reportStatus(deps, service, id, report, { code: detail?.confirmationCode });
  }
}

/** @param note sealed */
function reportsUntil(goal: ReportGoal, at: string, note: string): ServiceReport[] {
  const accepted = { status: 'accepted' } as const;
  const attempted = { status: 'contact-attempted', channel: 'call', at } as const;
  const posted = { status: 'contact-attempted', channel: 'post', at } as const;
  const contacted = { status: 'contacted', at } as const;
  const suspended = { status: 'suspended', reason: 'wrong-contact-details', note } as const;
  switch (goal) {
    case 'collected':
      return [];
    case 'accepted':
      return [accepted];
    case 'declined':
      return [{ status: 'declined', reason: 'no-capacity' }];
    case 'returned':
      return [{ status: 'returned', reason: 'insufficient-information' }];
    case 'contacted':
      return [accepted, attempted, contacted];
    case 'unreached':
      return [accepted, attempted, { status: 'closed', outcome: 'no-contact-after-attempts' }];
    case 'closed':
      return [accepted, contacted, { status: 'supporting' }, { status: 'closed', outcome: 'support-completed' }];
    case 'suspended':
      return [accepted, suspended];
    case 'suspended-in-support':
      return [accepted, contacted, { status: 'supporting' }, { ...suspended, reason: 'unsafe-to-contact' }];
    case 'called-by-person':
      return [contacted, { status: 'supporting' }];
    case 'unsafe-attempt':
      return [accepted, { ...posted, note }];
    case 'unexplained-attempt':
      return [accepted, { ...posted, result: 'no-answer' }];
  }
}
