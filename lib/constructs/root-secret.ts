import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import { kept } from './kept.ts';

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
      removalPolicy: kept,
    });
    this.arn = secret.secretArn;
    const never =
      'Identities and sealing keys derive from it: with another, a resend would be a second referral and sealed data could not be opened.';
    accept(secret, 'AwsSolutions-SMG4', never);
    accept(secret, 'NIST.800.53.R5-SecretsManagerRotationEnabled', never);
  }

  allowReading(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.arn] }),
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [this.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(this).region}.amazonaws.com` } },
      }),
    ];
  }
}
