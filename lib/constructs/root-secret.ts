import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acceptFinding } from './accept-finding.ts';
import { retainOnUpdateOrDelete } from './removal-policy.ts';

/**
 * The secret from which referral ids, pseudonyms and sealing keys are derived. AWS generates it, so that it is in no
 * template. An operator rotates the part from which seals derive (docs/rotating-the-secret.md); nothing else may write
 * it. CloudFormation makes a new value when `generateSecretString` changes, which would lose every id and seal: leave
 * it as it is.
 */
export class RootSecret extends Construct {
  readonly arn: string;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: { key: IKey }) {
    super(scope, id);
    this.key = props.key;
    const secret = new Secret(this, 'Secret', {
      description: 'Root of referral identities, pseudonyms and seals. Written by referrals-operator secret alone.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      encryptionKey: props.key,
      removalPolicy: retainOnUpdateOrDelete,
    });
    this.arn = secret.secretArn;
    const reason =
      'Identities derive from it: with another, a resend would be a second referral. What seals derive from is rotated by an operator, since every row is then sealed again.';
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
