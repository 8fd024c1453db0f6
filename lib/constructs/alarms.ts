import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmProps {
  metric: IMetric;
  /** Alarms at this value or above; with `onSilence`, below it. */
  threshold: number;
  periods?: number;
  /** Alarms when the metric is too low or missing. */
  onSilence?: boolean;
  /**
   * It says that something came, not that something is so: it is over by itself in the next period, and to tell that would say that
   * somebody has seen to it.
   */
  isMoment?: boolean;
  /** Who is affected and how, in one sentence for the person on call. */
  impact: string;
  /** Why it rings at this bound and at no other, in one sentence. */
  because: string;
  runbook: `docs/runbooks/${string}.md`;
}

/** The alarm topic and its alarms. Each must say who is affected, why at this bound, and which runbook to follow. */
export class Alarms extends Construct {
  readonly topic: ITopic;
  readonly all: Alarm[] = [];

  constructor(scope: Construct, id: string, props: { key: IKey; email: string | undefined }) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { masterKey: props.key, enforceSSL: true });
    // enforceSSL replaces SNS's default policy, which would have let CloudWatch publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (props.email) this.topic.addSubscription(new EmailSubscription(props.email));
  }

  add(id: string, props: AlarmProps): Alarm {
    const alarm = new Alarm(this, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.onSilence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.onSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.impact} ${props.because} Runbook: ${props.runbook}`,
    });
    this.all.push(alarm);
    alarm.addAlarmAction(new SnsAction(this.topic));
    if (!props.isMoment) alarm.addOkAction(new SnsAction(this.topic));
    return alarm;
  }

  /** Those of these ids that there are: a stage may have none. */
  named(...ids: readonly string[]): Alarm[] {
    return this.all.filter(({ node }) => ids.includes(node.id));
  }
}

export const periodOfMinutes = (count: number) => ({ period: Duration.minutes(count) });
