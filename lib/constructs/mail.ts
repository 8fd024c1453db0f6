import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Area } from '#src/domain/area.ts';
import type { Deployment } from '../deployment.ts';

/** The e-mails of an area: who sends them, and how bounces and complaints come back. The identity is the authority's own. */
export class AreaMail extends Construct {
  readonly from: string;
  readonly senderName: string;
  /** Name of the configuration set. */
  readonly configurationSet: string;

  constructor(
    scope: Construct,
    id: string,
    { area, name, mail }: { area: Area; name: string; mail: Deployment['mail'] },
  ) {
    super(scope, id);
    this.from = mail?.from ?? area.contact.email;
    this.senderName = mail?.name ?? area.authority;
    this.configurationSet = `victim-referral-intake-${name}`;
    const set = new CfnConfigurationSet(this, 'Set', {
      name: this.configurationSet,
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      // Addresses are marked and cleared on the pages. A list of the account's own would keep one from working again.
      suppressionOptions: { suppressedReasons: [] },
    });
    const destination = new CfnConfigurationSetEventDestination(this, 'Events', {
      configurationSetName: this.configurationSet,
      eventDestination: {
        enabled: true,
        matchingEventTypes: ['bounce', 'complaint'],
        // SES sends to the default bus alone.
        eventBridgeDestination: {
          eventBusArn: Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        },
      },
    });
    destination.addResourceDependency(set);
  }

  /** SES asks for the identity that is verified, the address or its domain, and for the configuration set. */
  allowSending(): PolicyStatement[] {
    const arn = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    const domain = this.from.slice(this.from.indexOf('@') + 1);
    const resources = [arn('identity', this.from), arn('identity', domain)];
    return [
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [...resources, arn('configuration-set', this.configurationSet)],
      }),
    ];
  }

  /** Brings the events of this area's e-mails to the function. */
  deliverEvents(target: IFunction, deadLetters: IQueue): void {
    new Rule(this, 'CameBack', {
      description: 'E-mails that came back or were complained of',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received'],
        detail: { mail: { tags: { 'ses:configuration-set': [this.configurationSet] } } },
      },
      targets: [new LambdaFunction(target, { deadLetterQueue: deadLetters })],
    });
  }
}
