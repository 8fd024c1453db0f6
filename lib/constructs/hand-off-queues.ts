import { Aws, Duration, Fn, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { consumerActions, consumerKeyActions, viaSqs } from '#src/contracts/consumer-access.ts';
import type { Area } from '#src/domain/area.ts';
import type { Deployment } from '../deployment.ts';
import { acceptFinding } from './accept-finding.ts';
import { retainOnUpdateOrDelete } from './removal-policy.ts';

/** SQS's maximum, so that a service that is down over a holiday loses nothing. */
const retention = Duration.days(14);
/** Long enough to fetch and store the detail; short enough that a crashed consumer's message returns soon. */
const consumerTimeout = Duration.minutes(2);
/** SQS's limit. */
const maxNameLength = 80;
/** After this many receives, a message goes to the dead-letter queue. */
const maxReceives = 5;

export interface ServiceQueue {
  service: string;
  isTest: boolean;
  queue: Queue;
  deadLetterQueue: Queue;
}

/**
 * A standard queue and a dead-letter queue for each service in the catalogue, plus a queue for records that could
 * not be dispatched. Paused services keep their queues, so that they find them unchanged when they reopen.
 *
 * All queues share one key: messages carry only ids, the queue policies separate the services, and a key for each
 * would exceed IAM's policy size limit at about forty services.
 */
export class HandOffQueues extends Construct {
  readonly services: readonly ServiceQueue[];
  /**
   * Records that could not be dispatched. No function reads this queue, so it needs no dead-letter queue: an alarm
   * calls a person.
   */
  readonly parked: Queue;
  /** Followed by a service's id, the URL of its queue. */
  readonly urlPrefix: string;
  private readonly key: IKey;

  constructor(
    scope: Construct,
    id: string,
    props: { area: Area; name: string; key: IKey; consumers: Deployment['consumers'] },
  ) {
    super(scope, id);
    this.key = props.key;
    const prefix = `${props.name}-hand-off-`;
    this.urlPrefix = Fn.join('', ['https://sqs.', Aws.REGION, '.', Aws.URL_SUFFIX, '/', Aws.ACCOUNT_ID, '/', prefix]);
    this.services = props.area.services.map(({ id: service, test }) => ({
      service,
      isTest: test === true,
      ...this.createServiceQueue(service, `${prefix}${service}`),
    }));
    for (const [service, consumer] of Object.entries(props.consumers)) this.allowConsumer(service, consumer);
    this.parked = this.createQueue('Parked', { queueName: `${props.name}-parked` });
    acceptFinding(
      this.parked,
      'AwsSolutions-SQS3',
      'It is the last resort itself: no function reads it, and an alarm calls a person.',
    );
  }

  allowSending(): PolicyStatement[] {
    return [this.allowSendingTo(...this.services.map(({ queue }) => queue)), this.allowKeyUse()];
  }

  allowParking(): PolicyStatement[] {
    return [this.allowSendingTo(this.parked), this.allowKeyUse()];
  }

  /** To take a service's messages as its own system would. */
  allowTaking(service: string): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
        resources: this.services.filter((one) => one.service === service).map(({ queue }) => queue.queueArn),
      }),
      new PolicyStatement({ actions: ['kms:Decrypt'], resources: [this.key.keyArn] }),
    ];
  }

  /** How many messages each has, not what they say. */
  allowCountingDeadLetters(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['sqs:GetQueueAttributes'],
        resources: this.services.map(({ deadLetterQueue }) => deadLetterQueue.queueArn),
      }),
    ];
  }

  private createServiceQueue(service: string, queueName: string): Pick<ServiceQueue, 'queue' | 'deadLetterQueue'> {
    const deadLetterQueueName = `${queueName}-dead`;
    if (deadLetterQueueName.length > maxNameLength) {
      throw new Error(`The queue ${deadLetterQueueName} would have a name of more than ${maxNameLength} characters`);
    }
    const deadLetterQueue = this.createQueue(`Dead-${service}`, { queueName: deadLetterQueueName });
    const queue = this.createQueue(service, {
      queueName,
      visibilityTimeout: consumerTimeout,
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: maxReceives },
    });
    return { queue, deadLetterQueue };
  }

  /**
   * A service works its own queue and its own dead letters, and no others. It may send to both: it puts aside at once what it can
   * never handle, and sends back what it has put right.
   */
  private allowConsumer(service: string, consumer: string): void {
    const own = this.services.find((each) => each.service === service);
    if (own === undefined) throw new Error(`A consumer is named for ${service}, which is not in the catalogue`);
    const principals = [new ArnPrincipal(consumer)];
    for (const queue of [own.queue, own.deadLetterQueue])
      queue.addToResourcePolicy(
        new PolicyStatement({ principals, actions: [...consumerActions], resources: [queue.queueArn] }),
      );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: [...consumerKeyActions],
        resources: ['*'],
        conditions: viaSqs(Stack.of(this).region),
      }),
    );
  }

  private createQueue(id: string, props: ConstructorParameters<typeof Queue>[2]): Queue {
    return new Queue(this, id, {
      ...props,
      retentionPeriod: retention,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: this.key,
      dataKeyReuse: Duration.hours(24),
      enforceSSL: true,
      removalPolicy: retainOnUpdateOrDelete,
    });
  }

  private allowSendingTo(...queues: Queue[]): PolicyStatement {
    return new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: queues.map(({ queueArn }) => queueArn),
    });
  }

  private allowKeyUse(): PolicyStatement {
    return new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] });
  }
}
