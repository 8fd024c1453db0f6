/**
 * Sends a referral of nobody all the way, as a sender and a service do it from outside: accepted, queued, collected, answered, closed
 * (docs/adr/0052-a-canary.md). It is a test, so it is counted nowhere and erased after a day.
 */
import type { PartyId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { CanaryQueue, CanarySender, CanaryService } from '#src/usecases/ports/canary.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';

/** In the order in which they are done; a failure names the one that was not. */
export type CanaryStep = 'accepted' | 'queued' | 'collected' | 'answered' | 'closed';

/** What happened instead of a step. */
class StepFailed extends Error {
  override name = 'StepFailed';
}

/** The referral did not go all the way: the alarm watches the errors of the function. */
export class CanaryFailed extends Error {
  override name = 'CanaryFailed';
}

export interface CanaryDeps {
  sender: CanarySender;
  service: CanaryService;
  queue: CanaryQueue;
  /** To which its referrals must go. */
  serviceId: PartyId;
  log: Log;
  now: Clock;
}

/** What the steps after the queue may take. */
const minTimeLeftMs = 45_000;

/** @param timeLeftMs time until the function is stopped */
export async function walkCanary(deps: CanaryDeps, timeLeftMs: () => number): Promise<void> {
  const { sender, service, queue, serviceId, log, now } = deps;
  const startedAt = now();
  let step: CanaryStep = 'accepted';
  let referralId: string | undefined;
  try {
    const { answer } = await sender.submit(canaryReferral(startedAt));
    referralId = answer.referralId;
    const chosen = answer.routing.chosen.map((one) => one.service).join(' ');
    mustBe(chosen === serviceId, `it goes to ${chosen || 'nobody'}`);

    step = 'queued';
    const handOffId = await queue.take(referralId, () => timeLeftMs() > minTimeLeftMs);
    if (handOffId === undefined) throw new StepFailed('no message came');

    step = 'collected';
    const { confirmationCode } = await service.readHandOff(handOffId);
    if (confirmationCode === undefined) throw new StepFailed('the detail has no code');

    step = 'answered';
    await service.report(handOffId, { status: 'accepted', confirmationCode });
    await service.report(handOffId, { status: 'closed', outcome: 'support-completed' });

    step = 'closed';
    const { status } = await sender.readReferral(referralId);
    mustBe(status === 'closed', `it is ${status}`);
    log.info('canary-finished', { referralId, ms: now().getTime() - startedAt.getTime() });
  } catch (error) {
    log.error('canary-failed', {
      reason: step,
      ...(referralId !== undefined && { referralId }),
      ...errorFields(error),
    });
    throw new CanaryFailed(`The referral was not ${step}`, { cause: error });
  }
}

function mustBe(isSo: boolean, what: string): void {
  if (!isSo) throw new StepFailed(what);
}

/** Of nobody. The reference is the time, so each is a new referral. */
export function canaryReferral(now: Date): Submission {
  const reportedAt = now.toISOString();
  return {
    crimeReference: `CANARY/${reportedAt.replace(/[-:.]/g, '')}`,
    victimReference: '1',
    reportedAt,
    offence: { category: 'violence-with-injury', occurredOn: reportedAt.slice(0, 10) },
    victim: { role: 'direct', givenName: 'Canary', familyName: 'Example', dateOfBirth: '1990-01-01' },
    contact: {
      phone: '+447700900000',
      safe: { call: 'yes', voicemail: 'no', text: 'yes', email: 'no', post: 'no' },
    },
    consent: { basis: 'public-task' },
  };
}
