import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { addAccessAlarms } from './access-alarms.ts';
import type { AlarmTargets } from './alarm-targets.ts';
import { type Alarms, periodOfMinutes } from './alarms.ts';
import { addApiAlarms } from './api-alarms.ts';
import { countLogEvents } from './log-metrics.ts';

/** Adds every alarm of an area: what waits in queues, the way to the services, the jobs, the e-mails, the API and who comes in. */
export function addAlarms(alarms: Alarms, targets: AlarmTargets): void {
  addQueueAlarms(alarms, targets);
  addDispatchAlarms(alarms, targets.functions);
  addJobAlarms(alarms, targets.functions);
  addMailAlarms(alarms, targets.functions);
  addApiAlarms(alarms, targets);
  addAccessAlarms(alarms, targets);
}

/**
 * Rings for each further message, and once more for each day that the oldest has waited: an alarm on "one or more" would ring for
 * the first victim, and for nobody after it until the queue is empty. A queue that nobody used for hours has no data, hence FILL.
 */
const newOrWaiting = (queue: IQueue): IMetric =>
  new MathExpression({
    expression: 'IF(DIFF(FILL(visible, 0)) > 0 OR DIFF(FLOOR(FILL(age, 0) / 86400)) > 0, 1, 0)',
    usingMetrics: {
      visible: queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, ...periodOfMinutes(5) }),
      age: queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM, ...periodOfMinutes(5) }),
    },
    label: 'A message more, or another day that the oldest waits',
    ...periodOfMinutes(5),
  });

const ringsAgain = 'It rings for each message that comes, and once a day while the oldest waits.';

/** Each dead-letter queue has its own: a sum over queues costs as much, and a separate alarm names the service. */
function addQueueAlarms(alarms: Alarms, { queues, missedRuns }: AlarmTargets): void {
  const common = { threshold: 1, because: ringsAgain, isMoment: true } as const;
  alarms.add('Parked', {
    ...common,
    metric: newOrWaiting(queues.parked),
    impact: 'A referral could not be handed to any service: a victim waits and nobody has been told.',
    runbook: 'docs/runbooks/parked-records.md',
  });
  for (const { service, deadLetterQueue, isTest } of queues.services) {
    // What a test service cannot take keeps nobody waiting.
    if (isTest) continue;
    alarms.add(`DeadLetters-${service}`, {
      ...common,
      metric: newOrWaiting(deadLetterQueue),
      impact: `${service} could not take a hand-off after five attempts: a victim waits for that service.`,
      runbook: 'docs/runbooks/dead-letters.md',
    });
  }
  alarms.add('MissedTicks', {
    ...common,
    metric: newOrWaiting(missedRuns),
    impact:
      'The sweep, the deadlines, the erasing, the balance, the recount or the e-mails were not started when they should have been.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
}

function addDispatchAlarms(alarms: Alarms, { dispatch, sweep }: AlarmTargets['functions']): void {
  alarms.add('DispatchErrors', {
    metric: dispatch.metricErrors(periodOfMinutes(5)),
    threshold: 3,
    impact: 'Referrals reach services by the sweep only, up to two minutes later than usual.',
    because: 'A batch that fails once or twice succeeds when it is tried again.',
    runbook: 'docs/runbooks/dispatch-failing.md',
  });
  alarms.add('DispatchBehind', {
    metric: dispatch.metric('IteratorAge', { statistic: Stats.MAXIMUM, ...periodOfMinutes(5) }),
    threshold: 5 * 60 * 1000,
    impact: 'Referrals wait in the stream for more than five minutes before a service hears of them.',
    because: 'A record is taken within seconds; five minutes are many runs.',
    runbook: 'docs/runbooks/dispatch-failing.md',
  });
  alarms.add('StreamMissed', {
    metric: countLogEvents(sweep, 'StreamMissed', ['stream-missed'], 60),
    threshold: 2,
    impact: 'The stream brings no referrals: each reaches its service by the sweep alone, a minute or two late.',
    because:
      'One run that finds what the stream missed is chance; two in an hour are a mapping that is disabled or stuck, also where a referral comes every forty minutes.',
    runbook: 'docs/runbooks/dispatch-failing.md',
  });
  alarms.add('SweepSilent', {
    metric: sweep.metricInvocations(periodOfMinutes(5)),
    threshold: 1,
    periods: 2,
    onSilence: true,
    impact: 'A referral that the stream does not bring would not be handed to any service.',
    because: 'It runs every minute: ten without a run are no delay.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  alarms.add('SweepErrors', {
    metric: sweep.metricErrors(periodOfMinutes(15)),
    threshold: 3,
    impact: 'A referral that the stream does not bring, or a message that was not sent, waits.',
    because:
      'One run may fail and the next mend it. A run that hangs uses its five minutes, so five would see fewer than three.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  alarms.add('CasesDisagree', {
    metric: countLogEvents(sweep, 'CasesDisagree', ['case-settled', 'case-disagrees'], 5),
    threshold: 1,
    impact: 'A victim’s case was left with no service and on no list, or is over while a service still works on it.',
    because: 'No change leaves such a case: each is somebody’s mistake.',
    runbook: 'docs/runbooks/cases-disagree.md',
  });
}

function addJobAlarms(alarms: Alarms, { deadlines, erase, recount, balance }: AlarmTargets['functions']): void {
  alarms.add('DeadlinesSilent', {
    metric: deadlines.metricInvocations(periodOfMinutes(15)),
    threshold: 1,
    periods: 2,
    onSilence: true,
    impact: 'Nobody looks at deadlines: a victim may be left with a service that does not answer.',
    because: 'It runs every five minutes, and the shortest deadlines are hours.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  alarms.add('DeadlinesErrors', {
    metric: deadlines.metricErrors(periodOfMinutes(15)),
    threshold: 2,
    impact:
      'Overdue hand-offs are neither escalated nor passed on: a victim may be left with a service that does not answer.',
    because: 'The next run takes up what one left; two of three that fail leave it.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  alarms.add('CalendarEndsSoon', {
    metric: countLogEvents(deadlines, 'CalendarEndsSoon', ['calendar-ends-soon'], 24 * 60),
    threshold: 1,
    impact:
      'Deadlines will be reckoned without bank holidays that are yet to be proclaimed: a service may be late on a day when nobody works.',
    because: 'It is said six months before, which leaves time to add a year.',
    runbook: 'docs/runbooks/calendar-ends-soon.md',
  });
  alarms.add('EraseSilent', {
    metric: erase.metricInvocations(periodOfMinutes(60)),
    threshold: 1,
    periods: 3,
    onSilence: true,
    impact: 'Nobody is erased when their time is over: the authority breaks its own privacy notice.',
    because: 'It runs every hour, and erasing is promised within the day.',
    runbook: 'docs/runbooks/erasing-failing.md',
  });
  alarms.add('EraseErrors', {
    metric: erase.metricErrors(periodOfMinutes(60)),
    threshold: 1,
    impact: 'People’s details are kept for longer than they were told: the authority breaks its own privacy notice.',
    because: 'It fails only where somebody was not erased.',
    runbook: 'docs/runbooks/erasing-failing.md',
  });
  alarms.add('RecountDiffers', {
    metric: recount.metricErrors(periodOfMinutes(60)),
    threshold: 1,
    impact: 'Volumes may be wrong: managers may have published a figure that the history does not bear out.',
    because: 'It fails only where a count differs, and again each day until it agrees.',
    runbook: 'docs/runbooks/recount-differs.md',
  });
  alarms.add('BalanceDiffers', {
    metric: countLogEvents(balance, 'BalanceDiffers', ['balance-differs'], 60),
    threshold: 1,
    impact: 'A day’s referrals do not add up: somebody may have been received and reached nobody.',
    because: 'One referral that does not add up is one victim. It rings again each morning until the day adds up.',
    runbook: 'docs/runbooks/balance-differs.md',
  });
  alarms.add('BalanceErrors', {
    metric: balance.metricErrors(periodOfMinutes(60)),
    threshold: 1,
    impact: 'Yesterday was not balanced: a referral that reached nobody would not be noticed by it.',
    because: 'It runs once a day.',
    runbook: 'docs/runbooks/balance-differs.md',
  });
}

function addMailAlarms(alarms: Alarms, { mail, 'mail-events': mailEvents }: AlarmTargets['functions']): void {
  const runbook = 'docs/runbooks/mail-not-sent.md';
  alarms.add('MailSilent', {
    metric: mail.metricInvocations(periodOfMinutes(15)),
    threshold: 1,
    periods: 2,
    onSilence: true,
    impact: 'Nobody is told by e-mail that something waits: small services and referrers may not look.',
    because: 'It runs every minute: half an hour without a run is no delay.',
    runbook,
  });
  alarms.add('MailErrors', {
    metric: mail.metricErrors(periodOfMinutes(15)),
    threshold: 3,
    impact: 'E-mails do not go and are tried again: somebody may not learn in time that a victim waits.',
    because: 'One run may fail and the next send; urgent e-mails are promised within the quarter of an hour.',
    runbook,
  });
  alarms.add('MailParked', {
    metric: countLogEvents(mail, 'MailParked', ['mail-parked'], 5),
    threshold: 1,
    impact: 'E-mails were given up after many attempts: somebody was not told that a victim waits.',
    because: 'Each was tried for hours before.',
    runbook,
  });
  alarms.add('MailEventErrors', {
    metric: mailEvents.metricErrors(periodOfMinutes(60)),
    threshold: 1,
    impact: 'An e-mail came back, and the victim hub is not told: whoever it was for hears nothing.',
    because: 'Each run is one e-mail that came back.',
    runbook,
  });
}
