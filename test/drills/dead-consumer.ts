/**
 * A service's consumer is dead for an hour of the local clock and comes back; another's never does. Their hand-offs wait
 * in queue and list, those of the second are reminded and expire to the next service or to triage.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { HandOff } from '#src/domain/case/model.ts';
import { casesOf, type StoredCase } from '#test/support/audit/cases.ts';
import { type Evidence, rowsOf } from '#test/support/audit/evidence.ts';
import { advance, type Drill, type DrillContext } from './drill.ts';

/** Takes every adult whom no specialist takes: it comes back. */
const lateService = 'mosslight-victim-care';
/** A specialist with others behind it: it never does. */
const deadService = 'copperbeech-outreach';
const hourMs = 3_600_000;
const stepsInHour = 6;

export const deadConsumer: Drill = async (context) => {
  const { run, traffic, options, violate, auditAtRest } = context;
  await run.start();
  traffic.dead.add(lateService).add(deadService);
  for (let step = 1; step <= stepsInHour; step++) {
    await traffic.runUntil(delay((options.seconds * 1000) / stepsInHour));
    await advance(run, hourMs / stepsInHour);
  }
  checkHour(context, handOffsOf(await auditAtRest('an hour without two consumers')));

  traffic.dead.delete(lateService);
  await traffic.workQueues();
  const worked = handOffsOf(await auditAtRest(`${lateService} is back`));
  const left = worked.filter((one) => waitsFor(lateService, one));
  if (left.length > 0) violate(`${left.length} hand-offs of ${lateService} are not worked, though it is back`);

  const waiting = worked.filter((one) => waitsFor(deadService, one));
  // One after the other, as the deadlines' schedule comes to them: whoever finds a deadline past no longer reminds.
  for (const remindAt of waiting.map((one) => one.remindAt).sort()) await moveTo(context, Date.parse(remindAt));
  checkReminders(context, waiting, casesOf(await rowsOf(run.client(), 'work')));
  await moveTo(context, Math.max(...waiting.map(({ respondBy }) => Date.parse(respondBy))));
  const { work } = await auditAtRest(`the deadlines of ${deadService} are over`);
  checkSuccessors(context, waiting, casesOf(work));
  return undefined;
};

const waitsFor = (service: string, one: HandOff): boolean => one.service === service && one.status === 'queued';

/** What nobody reads waits: an hour is within every deadline. */
function checkHour({ say, violate }: DrillContext, handOffs: readonly HandOff[]): void {
  for (const service of [lateService, deadService]) {
    const own = handOffs.filter((one) => one.service === service && one.status !== 'withdrawn');
    say(`  ${service}: ${own.length} hand-offs wait`);
    if (own.length === 0) violate(`no referral came for ${service}, so nothing was tried; send more`);
    for (const { number, referral, status } of own) {
      if (status !== 'queued') violate(`hand-off ${number} of ${referral} is ${status}, and nobody read it`);
    }
  }
}

function checkReminders(
  { violate }: DrillContext,
  waiting: readonly HandOff[],
  cases: ReadonlyMap<string, StoredCase>,
): void {
  for (const { referral, number } of waiting) {
    const events = cases.get(referral)?.events ?? [];
    const isReminded = events.some(({ event, handOff }) => event === 'reminded' && handOff === number);
    if (!isReminded) violate(`hand-off ${number} of ${referral} was not reminded`);
  }
}

function checkSuccessors(
  { say, violate }: DrillContext,
  waiting: readonly HandOff[],
  cases: ReadonlyMap<string, StoredCase>,
): void {
  let next = 0;
  for (const { referral, number } of waiting) {
    const { head, handOffs = [] } = cases.get(referral) ?? {};
    const status = handOffs.find((one) => one.number === number)?.status;
    if (status !== 'expired') violate(`hand-off ${number} of ${referral} is ${status} after its deadline`);
    if (handOffs.some((one) => one.number > number && one.part === 'lead')) next += 1;
    else if (head?.triage === undefined) violate(`${referral} expired and went to nobody`);
  }
  const toTriage = waiting.length - next;
  say(`  ${deadService}: ${waiting.length} reminded and expired, ${next} to the next service, ${toTriage} to triage`);
}

const handOffsOf = ({ work }: Pick<Evidence, 'work'>): HandOff[] =>
  [...casesOf(work).values()].flatMap(({ handOffs }) => handOffs);

/** Moves the clock a minute past the instant, unless it is past it already. */
async function moveTo({ run }: DrillContext, instant: number): Promise<void> {
  const aheadMs = instant - Date.parse(await run.client().readClock());
  if (aheadMs > 0) await advance(run, aheadMs + 60_000);
}
