import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  PeriodOverride,
  SingleValueWidget,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { AlarmTargets } from './alarm-targets.ts';
import { periodOfMinutes } from './alarms.ts';
import { lastLoggedCount } from './log-metrics.ts';

const requestsOf = (api: HttpApi): IMetric[] => {
  const hourly = { statistic: Stats.SUM, ...periodOfMinutes(60) };
  return [
    api.metricCount({ label: 'requests', ...hourly }),
    api.metricClientError({ label: 'refused', ...hourly }),
    api.metricServerError({ label: 'failed', ...hourly }),
  ];
};

/** CloudWatch's limit for one widget. */
const maxAlarms = 100;

/** Answers one question for whoever is on call: is anybody waiting, and where? From left to right as a referral goes. */
export class WaitingDashboard extends Construct {
  constructor(scope: Construct, id: string, targets: AlarmTargets & { alarms: readonly IAlarm[] }) {
    super(scope, id);
    const { functions, queues, apiGateway, alarms } = targets;
    const { dispatch, sweep, deadlines, intake } = functions;
    const oldest = (
      label: string,
      name: keyof (typeof queues.services)[number] & ('queue' | 'deadLetterQueue'),
    ): GraphWidget =>
      new GraphWidget({
        title: label,
        width: 12,
        left: queues.services.map((one) =>
          one[name].metricApproximateAgeOfOldestMessage({
            label: one.service,
            statistic: Stats.MAXIMUM,
            ...periodOfMinutes(5),
          }),
        ),
        leftYAxis: { label: 'seconds', showUnits: false, min: 0 },
      });
    const graph = (title: string, left: IMetric[]): GraphWidget =>
      new GraphWidget({ title, width: 12, left, leftYAxis: { min: 0, showUnits: false } });
    new Dashboard(this, 'Waiting', {
      dashboardName: `${Stack.of(this).stackName}-waiting`,
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [
          new TextWidget({
            width: 24,
            height: 2,
            markdown:
              '# Is anybody waiting, and where?\nNumbers and ages alone. What to do for an alarm is in its description; the victim hub sees the cases on its own pages.',
          }),
        ],
        [
          new SingleValueWidget({
            title: 'Waiting now (counted once an hour)',
            width: 24,
            height: 4,
            metrics: [
              lastLoggedCount(deadlines, 'WaitingHeld', 'waiting-now', 'held').with({ label: 'for the victim hub' }),
              lastLoggedCount(deadlines, 'WaitingUnread', 'waiting-now', 'unread').with({
                label: 'for a service that has not opened the case',
              }),
              lastLoggedCount(deadlines, 'WaitingSuspended', 'waiting-now', 'suspended').with({
                label: 'for a safe way to be reached',
              }),
              queues.parked.metricApproximateNumberOfMessagesVisible({
                label: 'parked: handed to nobody',
                statistic: Stats.MAXIMUM,
                ...periodOfMinutes(5),
              }),
            ],
          }),
        ],
        [new AlarmStatusWidget({ title: 'What rings', width: 24, height: 6, alarms: alarms.slice(0, maxAlarms) })],
        [
          graph('Requests, refused and failed', [
            ...requestsOf(apiGateway.api),
            intake.metricErrors({ label: 'intake failed', ...periodOfMinutes(60) }),
          ]),
          graph('From the ledger to the services', [
            dispatch.metric('IteratorAge', {
              label: 'oldest in the stream, ms',
              statistic: Stats.MAXIMUM,
              ...periodOfMinutes(5),
            }),
            sweep.metricErrors({ label: 'sweep failed', ...periodOfMinutes(5) }),
          ]),
        ],
        ...(apiGateway.pages ? [[graph('Pages asked for, refused and failed', requestsOf(apiGateway.pages.api))]] : []),
        [
          oldest('Oldest message in each service’s queue', 'queue'),
          oldest('Oldest dead letter of each service', 'deadLetterQueue'),
        ],
      ],
    });
  }
}
