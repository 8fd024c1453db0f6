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
  /** Rings at this or more; with `silence`, below it. */
  at: number;
  periods?: number;
  /** Rings when nothing is heard. */
  silence?: boolean;
  /** Whom it hurts and how, in one sentence for somebody woken at night. */
  impact: string;
  runbook: `docs/runbooks/${string}.md`;
}

/** Where alarms go. Each says whom it hurts and what to do: one that cannot is not worth waking for. */
export class Watch extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: { key: IKey; email: string | undefined }) {
    super(scope, id);
    this.topic = new Topic(this, 'Alarms', { masterKey: props.key, enforceSSL: true });
    // The policy that refuses plain HTTP takes the place of SNS's own, which would let alarms in.
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

  alarm(id: string, props: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      metric: props.metric,
      threshold: props.at,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.silence
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.impact} Runbook: ${props.runbook}`,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}

export const minutes = (count: number) => ({ period: Duration.minutes(count) });
