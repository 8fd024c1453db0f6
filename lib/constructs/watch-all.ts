import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { FunctionName } from '#src/contracts/routes.ts';
import type { FrontDoor } from './front-door.ts';
import type { HandOffQueues } from './hand-off-queues.ts';
import { minutes, type Watch } from './watch.ts';

export interface Watched {
  functions: Record<FunctionName, IFunction>;
  queues: HandOffQueues;
  door: FrontDoor;
  missedTicks: IQueue;
}

/**
 * Adds every alarm of an area. Each dead-letter queue has its own: CloudWatch charges a sum over queues for each
 * queue anyway, and a separate alarm names the service.
 */
export function watchAll(watch: Watch, { functions, queues, door, missedTicks }: Watched): void {
  const { dispatch, sweep, deadlines, erase, recount } = functions;
  const waiting = (queue: IQueue) =>
    queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, ...minutes(5) });

  watch.alarm('Parked', {
    metric: waiting(queues.parked),
    at: 1,
    impact: 'A referral could not be handed to any service: a victim waits and nobody has been told.',
    runbook: 'docs/runbooks/parked-records.md',
  });
  for (const { service, dead } of queues.services) {
    watch.alarm(`DeadLetters-${service}`, {
      metric: waiting(dead),
      at: 1,
      impact: `${service} could not take a hand-off after five attempts: a victim waits for that service.`,
      runbook: 'docs/runbooks/dead-letters.md',
    });
  }
  watch.alarm('DispatchErrors', {
    metric: dispatch.metricErrors(minutes(5)),
    at: 3,
    impact: 'Referrals reach services by the sweep only, up to two minutes later than usual.',
    runbook: 'docs/runbooks/dispatch-failing.md',
  });
  watch.alarm('DispatchBehind', {
    metric: dispatch.metric('IteratorAge', { statistic: Stats.MAXIMUM, ...minutes(5) }),
    at: 5 * 60 * 1000,
    impact: 'Referrals wait in the stream for more than five minutes before a service hears of them.',
    runbook: 'docs/runbooks/dispatch-failing.md',
  });
  watch.alarm('SweepSilent', {
    metric: sweep.metricInvocations(minutes(5)),
    at: 1,
    periods: 2,
    silence: true,
    impact: 'A referral that the stream does not bring would not be handed to any service.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  // A run that hangs uses its full five-minute timeout, so five minutes would see fewer than three errors.
  watch.alarm('SweepErrors', {
    metric: sweep.metricErrors(minutes(15)),
    at: 3,
    impact: 'A referral that the stream does not bring, or a message that was not sent, waits.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  watch.alarm('DeadlinesSilent', {
    metric: deadlines.metricInvocations(minutes(15)),
    at: 1,
    periods: 2,
    silence: true,
    impact: 'Nobody looks at deadlines: a victim may be left with a service that does not answer.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  watch.alarm('DeadlinesErrors', {
    metric: deadlines.metricErrors(minutes(15)),
    at: 2,
    impact:
      'Overdue hand-offs are neither escalated nor passed on: a victim may be left with a service that does not answer.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  watch.alarm('EraseSilent', {
    metric: erase.metricInvocations(minutes(60)),
    at: 1,
    periods: 3,
    silence: true,
    impact: 'Nobody is erased when their time is over: the authority breaks its own privacy notice.',
    runbook: 'docs/runbooks/erasing-failing.md',
  });
  watch.alarm('EraseErrors', {
    metric: erase.metricErrors(minutes(60)),
    at: 1,
    impact: 'People’s details are kept for longer than they were told: the authority breaks its own privacy notice.',
    runbook: 'docs/runbooks/erasing-failing.md',
  });
  watch.alarm('RecountDiffers', {
    metric: recount.metricErrors(minutes(60)),
    at: 1,
    impact: 'Volumes may be wrong: managers may have published a figure that the history does not bear out.',
    runbook: 'docs/runbooks/recount-differs.md',
  });
  watch.alarm('MissedTicks', {
    metric: waiting(missedTicks),
    at: 1,
    impact: 'The sweep, the deadlines, the erasing or the recount was not started when it should have been.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  watch.alarm('FrontDoorFaults', {
    metric: door.api.metricServerError({ statistic: Stats.SUM, ...minutes(5) }),
    at: 5,
    impact: 'Police and partners are told to send again later, and services cannot fetch or report.',
    runbook: 'docs/runbooks/front-door-failing.md',
  });
}
