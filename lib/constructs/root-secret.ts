import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acceptFinding } from './accept-finding.ts';
import { retainOnUpdateOrDelete } from './removal-policy.ts';

/**
 * The secret from which referral ids, pseudonyms and sealing keys are derived. AWS generates it, so that it is in no
 * template. It must never be rotated: with another secret, a resend would count as a new referral and sealed data
 * could not be opened.
 */
export class RootSecret extends Construct {
  readonly arn: string;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: { key: IKey }) {
    super(scope, id);
    this.key = props.key;
    const secret = new Secret(this, 'Secret', {
      description: 'Root of referral identities, pseudonyms and seals. Never rotate it.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      encryptionKey: props.key,
      removalPolicy: retainOnUpdateOrDelete,
    });
    this.arn = secret.secretArn;
    const reason =
      'Identities and sealing keys derive from it: with another, a resend would be a second referral and sealed data could not be opened.';
    acceptFinding(secret, 'AwsSolutions-SMG4', reason);
    acceptFinding(secret, 'NIST.800.53.R5-SecretsManagerRotationEnabled', reason);
  }

  allowReading(): PolicyStatement[] {
    return allowSecret(this, this.arn, this.key);
  }
}

/** Statements to read one secret under its key. */
export const allowSecret = (scope: Construct, arn: string, key: IKey): PolicyStatement[] => [
  new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }),
  new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(scope).region}.amazonaws.com` } },
  }),
];
