import { ArnFormat, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { type IMetric, Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { retainOnUpdateOrDelete } from './removal-policy.ts';

/**
 * Three keys, so that access to one gives little: people's records, queue messages (ids only), and what operators
 * see (logs and alarms).
 */
export class Keys extends Construct {
  readonly records: Key;
  readonly messages: Key;
  readonly operations: Key;

  constructor(scope: Construct, id: string, { breakGlassRole }: { breakGlassRole?: string | undefined } = {}) {
    super(scope, id);
    this.records = this.createKey('Records', 'People’s records: the tables and the secret');
    this.keepRecordsKey(breakGlassRole);
    this.messages = this.createKey('Messages', 'Hand-off queues and their dead letters: ids, never people');
    this.operations = this.createKey('Operations', 'Logs and alarms');
    this.allowSchedules();
    this.allowLogsAndAlarms();
  }

  private createKey(id: string, description: string): Key {
    return new Key(this, id, { description, enableKeyRotation: true, removalPolicy: retainOnUpdateOrDelete });
  }

  /**
   * Without this key nobody's record can be read again. Nobody may end it but the role that the deployment names for an
   * emergency, and CloudFormation for CDK, which takes back what a failed first deployment made. Whoever may change the policy could
   * take this out of it, so that is watched too.
   */
  private keepRecordsKey(breakGlassRole: string | undefined): void {
    const { account, region } = Stack.of(this);
    const deployer = Stack.of(this).formatArn({
      service: 'iam',
      region: '',
      resource: 'role',
      resourceName: `cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-cfn-exec-role-${account}-${region}`,
    });
    this.records.addToResourcePolicy(
      new PolicyStatement({
        sid: 'KeepTheKeyOfRecords',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
        resources: ['*'],
        conditions: { ArnNotLike: { 'aws:PrincipalArn': [deployer, ...(breakGlassRole ? [breakGlassRole] : [])] } },
      }),
    );
  }

  /**
   * How often somebody tried to end the key of the records, or changed who may. It has no target: how often a rule matched is a metric of
   * its own. The events come by CloudTrail, and need a trail in the account. One of a call that was denied may have no parameters and no
   * resources: then the key is in its message alone.
   */
  countAttemptsToEnd(over: MetricOptions): IMetric {
    const { keyId, keyArn } = this.records;
    const rule = new Rule(this, 'RecordsKeyAttempt', {
      description: 'Somebody tried to end the key of people’s records, or changed who may',
      eventPattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventName: ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'],
          $or: [
            { requestParameters: { keyId: [keyId, keyArn] } },
            { resources: { ARN: [keyArn] } },
            { errorMessage: [{ wildcard: `*${keyArn}*` }] },
          ],
        },
      },
    });
    return new Metric({
      namespace: 'AWS/Events',
      metricName: 'TriggeredRules',
      dimensionsMap: { RuleName: rule.ruleName },
      statistic: Stats.SUM,
      ...over,
    });
  }

  /**
   * EventBridge sends events that it could not deliver to an encrypted dead-letter queue. There is no condition on
   * aws:SourceAccount, because EventBridge does not support it for a topic's key and AWS's example for a queue's key
   * has none. If refused, the event would be lost silently. The queue's policy limits which rules may send.
   * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
   */
  private allowSchedules(): void {
    this.messages.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );
  }

  private allowLogsAndAlarms(): void {
    const stack = Stack.of(this);
    const logs = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.operations.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logs } },
      }),
    );
    this.operations.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    );
  }
}
