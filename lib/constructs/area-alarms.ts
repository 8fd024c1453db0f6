import { Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type IFilterPattern } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { type FunctionName, type Route, routes } from '#src/contracts/routes.ts';
import { type Party, watchedForSilence } from '#src/domain/area.ts';
import type { LogEvent } from '#src/usecases/log-port.ts';
import { type Alarms, periodOfMinutes } from './alarms.ts';
import type { ApiGateway } from './api-gateway.ts';
import type { HandOffQueues } from './hand-off-queues.ts';

export interface AlarmTargets {
  functions: Record<FunctionName, LambdaFunction>;
  queues: HandOffQueues;
  apiGateway: ApiGateway;
  missedRuns: IQueue;
  parties: readonly Party[];
}

/**
 * Adds every alarm of an area. Each dead-letter queue has its own: CloudWatch charges a sum over queues for each
 * queue anyway, and a separate alarm names the service.
 */
export function addAlarms(alarms: Alarms, { functions, queues, apiGateway, missedRuns, parties }: AlarmTargets): void {
  const { dispatch, sweep, deadlines, erase, recount, mail } = functions;
  const visibleMessages = (queue: IQueue) =>
    queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, ...periodOfMinutes(5) });

  alarms.add('Parked', {
    metric: visibleMessages(queues.parked),
    threshold: 1,
    impact: 'A referral could not be handed to any service: a victim waits and nobody has been told.',
    runbook: 'docs/runbooks/parked-records.md',
  });
  for (const { service, deadLetterQueue, isTest } of queues.services) {
    // What a test service cannot take keeps nobody waiting.
    if (isTest) continue;
    alarms.add(`DeadLetters-${service}`, {
      metric: visibleMessages(deadLetterQueue),
      threshold: 1,
      impact: `${service} could not take a hand-off after five attempts: a victim waits for that service.`,
      runbook: 'docs/runbooks/dead-letters.md',
    });
  }
  alarms.add('DispatchErrors', {
    metric: dispatch.metricErrors(periodOfMinutes(5)),
    threshold: 3,
    impact: 'Referrals reach services by the sweep only, up to two minutes later than usual.',
    runbook: 'docs/runbooks/dispatch-failing.md',
  });
  alarms.add('DispatchBehind', {
    metric: dispatch.metric('IteratorAge', { statistic: Stats.MAXIMUM, ...periodOfMinutes(5) }),
    threshold: 5 * 60 * 1000,
    impact: 'Referrals wait in the stream for more than five minutes before a service hears of them.',
    runbook: 'docs/runbooks/dispatch-failing.md',
  });
  alarms.add('SweepSilent', {
    metric: sweep.metricInvocations(periodOfMinutes(5)),
    threshold: 1,
    periods: 2,
    onSilence: true,
    impact: 'A referral that the stream does not bring would not be handed to any service.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  // A run that hangs uses its full five-minute timeout, so five minutes would see fewer than three errors.
  alarms.add('SweepErrors', {
    metric: sweep.metricErrors(periodOfMinutes(15)),
    threshold: 3,
    impact: 'A referral that the stream does not bring, or a message that was not sent, waits.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  alarms.add('CasesDisagree', {
    metric: countLogEvents(sweep, 'CasesDisagree', ['case-settled', 'case-disagrees'], 5),
    threshold: 1,
    impact: 'A victim’s case was left with no service and on no list, or is over while a service still works on it.',
    runbook: 'docs/runbooks/cases-disagree.md',
  });
  alarms.add('DeadlinesSilent', {
    metric: deadlines.metricInvocations(periodOfMinutes(15)),
    threshold: 1,
    periods: 2,
    onSilence: true,
    impact: 'Nobody looks at deadlines: a victim may be left with a service that does not answer.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  alarms.add('DeadlinesErrors', {
    metric: deadlines.metricErrors(periodOfMinutes(15)),
    threshold: 2,
    impact:
      'Overdue hand-offs are neither escalated nor passed on: a victim may be left with a service that does not answer.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  alarms.add('CalendarEndsSoon', {
    metric: countLogEvents(deadlines, 'CalendarEndsSoon', ['calendar-ends-soon'], 24 * 60),
    threshold: 1,
    impact:
      'Deadlines will be reckoned without bank holidays that are yet to be proclaimed: a service may be late on a day when nobody works.',
    runbook: 'docs/runbooks/calendar-ends-soon.md',
  });
  alarms.add('EraseSilent', {
    metric: erase.metricInvocations(periodOfMinutes(60)),
    threshold: 1,
    periods: 3,
    onSilence: true,
    impact: 'Nobody is erased when their time is over: the authority breaks its own privacy notice.',
    runbook: 'docs/runbooks/erasing-failing.md',
  });
  alarms.add('EraseErrors', {
    metric: erase.metricErrors(periodOfMinutes(60)),
    threshold: 1,
    impact: 'People’s details are kept for longer than they were told: the authority breaks its own privacy notice.',
    runbook: 'docs/runbooks/erasing-failing.md',
  });
  alarms.add('RecountDiffers', {
    metric: recount.metricErrors(periodOfMinutes(60)),
    threshold: 1,
    impact: 'Volumes may be wrong: managers may have published a figure that the history does not bear out.',
    runbook: 'docs/runbooks/recount-differs.md',
  });
  alarms.add('BalanceDiffers', {
    metric: countLogEvents(functions.balance, 'BalanceDiffers', ['balance-differs'], 60),
    threshold: 1,
    impact: 'A day’s referrals do not add up: somebody may have been received and reached nobody.',
    runbook: 'docs/runbooks/balance-differs.md',
  });
  alarms.add('BalanceErrors', {
    metric: functions.balance.metricErrors(periodOfMinutes(60)),
    threshold: 1,
    impact: 'Yesterday was not balanced: a referral that reached nobody would not be noticed by it.',
    runbook: 'docs/runbooks/balance-differs.md',
  });
  alarms.add('SenderCountDiffers', {
    metric: countLogEvents(functions.referrer, 'SenderCountDiffers', ['sender-count-differs'], 60),
    threshold: 1,
    impact:
      'A sender sent another number of referrals than arrived: victims whom it referred may wait with nobody here knowing of them.',
    runbook: 'docs/runbooks/sender-count-differs.md',
  });
  alarms.add('MailSilent', {
    metric: mail.metricInvocations(periodOfMinutes(15)),
    threshold: 1,
    periods: 2,
    onSilence: true,
    impact: 'Nobody is told by e-mail that something waits: small services and referrers may not look.',
    runbook: 'docs/runbooks/mail-not-sent.md',
  });
  alarms.add('MailErrors', {
    metric: mail.metricErrors(periodOfMinutes(15)),
    threshold: 3,
    impact: 'E-mails do not go and are tried again: somebody may not learn in time that a victim waits.',
    runbook: 'docs/runbooks/mail-not-sent.md',
  });
  alarms.add('MailParked', {
    metric: countLogEvents(mail, 'MailParked', ['mail-parked'], 5),
    threshold: 1,
    impact: 'E-mails were given up after many attempts: somebody was not told that a victim waits.',
    runbook: 'docs/runbooks/mail-not-sent.md',
  });
  alarms.add('MailEventErrors', {
    metric: functions['mail-events'].metricErrors(periodOfMinutes(60)),
    threshold: 1,
    impact: 'An e-mail came back, and the victim hub is not told: whoever it was for hears nothing.',
    runbook: 'docs/runbooks/mail-not-sent.md',
  });
  alarms.add('MissedTicks', {
    metric: visibleMessages(missedRuns),
    threshold: 1,
    impact:
      'The sweep, the deadlines, the erasing, the recount or the e-mails were not started when they should have been.',
    runbook: 'docs/runbooks/schedules-failing.md',
  });
  addApiAlarms(alarms, { functions, apiGateway });
  for (const { id, name } of watchedForSilence(parties)) {
    alarms.add(`SenderSilent-${id}`, {
      metric: countLogLines(
        deadlines,
        `SenderSilent-${id}`,
        FilterPattern.all(
          FilterPattern.stringValue('$.event', '=', 'sender-silent' satisfies LogEvent),
          FilterPattern.stringValue('$.party', '=', id),
        ),
        60,
      ),
      threshold: 1,
      impact: `Nothing comes from ${name} any more: victims whom it means to refer may wait without anybody knowing.`,
      runbook: 'docs/runbooks/sender-silent.md',
    });
  }
}

/** At an area's volumes a request comes every few minutes at most, so one failure is enough to ask somebody to look. */
function addApiAlarms(alarms: Alarms, { functions, apiGateway }: Pick<AlarmTargets, 'functions' | 'apiGateway'>): void {
  const ofApi = (name: 'Count' | 'ServerError' | 'ClientError', minutes: number): IMetric =>
    apiGateway.api[`metric${name}`]({ statistic: Stats.SUM, ...periodOfMinutes(minutes) });
  alarms.add('ApiErrors', {
    metric: ofApi('ServerError', 5),
    threshold: 1,
    impact: 'Police and partners are told to send again later, or services cannot fetch or report.',
    runbook: 'docs/runbooks/api-failing.md',
  });
  alarms.add('ApiRefusals', {
    metric: new MathExpression({
      expression: 'IF(requests >= 20, 100 * refusals / requests, 0)',
      usingMetrics: { requests: ofApi('Count', 60), refusals: ofApi('ClientError', 60) },
      label: 'Requests refused, in per cent',
      ...periodOfMinutes(60),
    }),
    threshold: 50,
    impact: 'A system of the police, a partner or a service is refused again and again: what it sends does not arrive.',
    runbook: 'docs/runbooks/api-refusing.md',
  });
  for (const name of new Set<FunctionName>(['web', ...Object.values<Route>(routes).map((route) => route.function)])) {
    alarms.add(`FunctionFails-${name}`, {
      metric: functions[name].metricErrors(periodOfMinutes(5)),
      threshold: 1,
      impact: `The function ${name} crashed or ran out of time: somebody got no answer of ours.`,
      runbook: 'docs/runbooks/api-failing.md',
    });
  }
}

/** Counted from the log: these runs have not failed. */
const countLogEvents = (source: LambdaFunction, name: string, events: readonly LogEvent[], minutes: number): IMetric =>
  countLogLines(
    source,
    name,
    FilterPattern.any(...events.map((event) => FilterPattern.stringValue('$.event', '=', event))),
    minutes,
  );

function countLogLines(source: LambdaFunction, name: string, filterPattern: IFilterPattern, minutes: number): IMetric {
  const filter = source.logGroup.addMetricFilter(name, {
    filterPattern,
    metricNamespace: 'VictimReferralIntake',
    metricName: `${name}-${Stack.of(source).stackName}`,
  });
  return filter.metric({ statistic: Stats.SUM, ...periodOfMinutes(minutes) });
}
