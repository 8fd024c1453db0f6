import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { accept } from './accept.ts';
import { kept } from './kept.ts';

/**
 * The secret from which referral ids, pseudonyms and seals are derived. It is generated
 * on AWS and is in no template. It is never rotated: with another one a referral sent
 * again would be taken for a new one, and what is sealed could not be opened.
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
      'Identities and seals derive from it: with another, a resend would be a second referral and what is sealed would stay shut.';
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
