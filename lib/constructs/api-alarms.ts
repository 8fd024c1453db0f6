/** The alarms on what police, partners and services call. */
import { type IMetric, MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import { type FunctionName, type Route, routes } from '#src/contracts/routes.ts';
import { watchedForSilence } from '#src/domain/area.ts';
import type { LogEvent } from '#src/usecases/ports/log.ts';
import type { AlarmTargets } from './alarm-targets.ts';
import { type Alarms, periodOfMinutes } from './alarms.ts';
import { countLogEvents, countLogLines } from './log-metrics.ts';

const oneIsEnough = 'At an area’s volumes a request comes every few minutes at most, so one failure is enough to look.';

export function addApiAlarms(alarms: Alarms, { functions, apiGateway, parties, hasCanary }: AlarmTargets): void {
  const ofApi = (name: 'Count' | 'ServerError' | 'ClientError', minutes: number): IMetric =>
    apiGateway.api[`metric${name}`]({ statistic: Stats.SUM, ...periodOfMinutes(minutes) });
  alarms.add('ApiErrors', {
    metric: ofApi('ServerError', 5),
    threshold: 1,
    impact: 'Police and partners are told to send again later, or services cannot fetch or report.',
    because: oneIsEnough,
    runbook: 'docs/runbooks/api-failing.md',
  });
  if (apiGateway.pages) {
    alarms.add('PagesErrors', {
      metric: apiGateway.pages.api.metricServerError({ statistic: Stats.SUM, ...periodOfMinutes(5) }),
      threshold: 1,
      impact: 'Referrers, services or the victim hub see a page that says sorry: what they were doing was not done.',
      because: oneIsEnough,
      runbook: 'docs/runbooks/api-failing.md',
    });
  }
  alarms.add('ApiRefusals', {
    metric: new MathExpression({
      expression: 'IF(requests >= 20, 100 * refusals / requests, 0)',
      usingMetrics: { requests: ofApi('Count', 60), refusals: ofApi('ClientError', 60) },
      label: 'Requests refused, in per cent',
      ...periodOfMinutes(60),
    }),
    threshold: 50,
    impact: 'A system of the police, a partner or a service is refused again and again: what it sends does not arrive.',
    because: 'A mistake in one of many is usual; half of twenty in an hour is a system that is wrong.',
    runbook: 'docs/runbooks/api-refusing.md',
  });
  for (const name of new Set<FunctionName>(['web', ...Object.values<Route>(routes).map((route) => route.function)])) {
    alarms.add(`FunctionFails-${name}`, {
      metric: functions[name].metricErrors(periodOfMinutes(5)),
      threshold: 1,
      impact: `The function ${name} crashed or ran out of time: somebody got no answer of ours.`,
      because: oneIsEnough,
      runbook: 'docs/runbooks/api-failing.md',
    });
  }
  if (hasCanary) {
    alarms.add('CanaryFails', {
      metric: new MathExpression({
        expression: 'FILL(runs, 0) - FILL(failures, 0)',
        usingMetrics: {
          runs: functions.canary.metricInvocations(periodOfMinutes(30)),
          failures: functions.canary.metricErrors(periodOfMinutes(30)),
        },
        label: 'Referrals of the canary that went all the way',
        ...periodOfMinutes(30),
      }),
      threshold: 1,
      onSilence: true,
      impact:
        'A referral of nobody did not go all the way: the police, a partner or a service may find the way closed too.',
      because: 'One goes each quarter of an hour. A single one may meet a deployment; two in a row did not.',
      runbook: 'docs/runbooks/canary-failing.md',
    });
  }
  alarms.add('SenderCountDiffers', {
    metric: countLogEvents(functions.referrer, 'SenderCountDiffers', ['sender-count-differs'], 60),
    threshold: 1,
    impact:
      'A sender sent another number of referrals than arrived: victims whom it referred may wait with nobody here knowing of them.',
    because: 'One referral that never came is one victim who waits.',
    runbook: 'docs/runbooks/sender-count-differs.md',
  });
  for (const { id, name } of watchedForSilence(parties)) {
    alarms.add(`SenderSilent-${id}`, {
      metric: countLogLines(
        functions.deadlines,
        `SenderSilent-${id}`,
        FilterPattern.all(
          FilterPattern.stringValue('$.event', '=', 'sender-silent' satisfies LogEvent),
          FilterPattern.stringValue('$.party', '=', id),
        ),
        60,
      ),
      threshold: 1,
      impact: `Nothing comes from ${name} any more: victims whom it means to refer may wait without anybody knowing.`,
      because: 'How long is in the register, by party: longer than its longest quiet spell.',
      runbook: 'docs/runbooks/sender-silent.md',
    });
  }
}
