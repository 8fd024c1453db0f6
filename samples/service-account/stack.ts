/** In a service's own AWS account: a function that takes what comes into the service's queue in the area's account. */
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, EventSourceMapping, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** What the area gives you. */
export interface AreaAccess {
  region: string;
  queueArn: string;
  deadLetterQueueArn: string;
  keyArn: string;
  /** Base of the API, and where tokens are given. */
  apiUrl: string;
  tokenUrl: string;
}

export interface ServiceAccountProps extends StackProps {
  area: AreaAccess;
  /**
   * Whether the area has named the role in its policies. First deploy without: the area can name a role only once it exists, and AWS
   * refuses to connect a queue that the role may not read.
   */
  isAdmitted: boolean;
}

export const roleName = 'victim-referrals-consumer';

/** Lambda brings the SDK. Some of what is bundled is CommonJS and calls require, which an ES module has not. */
export const bundling = {
  format: OutputFormat.ESM,
  mainFields: ['module', 'main'],
  banner: [
    "import { createRequire as createRequireOfBundle } from 'node:module';",
    'const require = createRequireOfBundle(import.meta.url);',
  ].join(' '),
};

export class ServiceAccountStack extends Stack {
  constructor(scope: Construct, id: string, { area, isAdmitted, ...props }: ServiceAccountProps) {
    super(scope, id, props);
    // The id and secret of your client, as JSON: {"clientId": "…", "clientSecret": "…"}. Put them in by hand.
    const client = new Secret(this, 'Client', { description: 'Client of the victim referrals API' });
    const cases = new Table(this, 'Cases', {
      partitionKey: { name: 'handOffId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = this.createRole(area);
    const consumer = new NodejsFunction(this, 'Consumer', {
      entry: `${import.meta.dirname}/handler.ts`,
      description: 'Takes hand-offs, corrections and withdrawals',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role,
      memorySize: 256,
      // A sixth of the two minutes for which the queue hides a message, as AWS advises.
      timeout: Duration.seconds(20),
      bundling,
      environment: {
        REFERRALS_URL: area.apiUrl,
        REFERRALS_TOKEN_URL: area.tokenUrl,
        CLIENT_SECRET_ID: client.secretArn,
        CASES_TABLE: cases.tableName,
      },
    });
    client.grantRead(role);
    cases.grant(role, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    if (isAdmitted)
      new EventSourceMapping(this, 'Queue', {
        target: consumer,
        eventSourceArn: area.queueArn,
        batchSize: 5,
        maxConcurrency: 2,
        reportBatchItemFailures: true,
      });
    new CfnOutput(this, 'RoleArn', { description: 'Give this to the area', value: role.roleArn });
  }

  private createRole({ region, queueArn, deadLetterQueueArn, keyArn }: AreaAccess): Role {
    const role = new Role(this, 'ConsumerRole', {
      roleName,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: [
          'sqs:ChangeMessageVisibility',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
          'sqs:ReceiveMessage',
          'sqs:SendMessage',
        ],
        resources: [queueArn, deadLetterQueueArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sqs.${region}.amazonaws.com` } },
      }),
    );
    return role;
  }
}
