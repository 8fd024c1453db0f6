import { SecretValue, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Area } from '#src/domain/area.ts';
import { canaryOf } from '#src/domain/test-party.ts';
import { acceptFinding } from './accept-finding.ts';
import { retainOnUpdateOrDelete } from './removal-policy.ts';
import { allowSecret } from './root-secret.ts';
import type { SignIn } from './sign-in.ts';

export interface CanaryClientsProps {
  area: Area;
  signIn: SignIn;
  key: IKey;
  certificateArn: string | undefined;
}

/**
 * The clients of the canary's sender and service, in a secret, since a function's environment can be read by whoever looks at it. With
 * an issuer of the authority's own it is empty until the authority writes the two clients into it.
 */
export class CanaryClients extends Construct {
  /** Empty where the area has no canary. */
  readonly secretArn: string = '';
  /** Of the deployment's own secret with the certificate that the canary presents; undefined where none is asked for. */
  readonly certificateArn: string | undefined;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: CanaryClientsProps) {
    super(scope, id);
    this.key = props.key;
    this.certificateArn = props.certificateArn;
    const parties = canaryOf(props.area);
    if (!parties) return;
    const [sender, service] = [parties.sender, parties.service].map((party) => props.signIn.clientOf(party));
    const text = sender && service && Stack.of(this).toJsonString({ sender, service });
    const secret = new Secret(this, 'Clients', {
      description: 'The clients with which the canary sends and takes its tests',
      encryptionKey: props.key,
      removalPolicy: retainOnUpdateOrDelete,
      // A reference that CloudFormation resolves: the template has no secret in it.
      secretStringValue: SecretValue.unsafePlainText(text ?? '{"note":"Not filled yet: see docs/first-deploy.md"}'),
    });
    this.secretArn = secret.secretArn;
    const reason =
      'It opens nothing but tests of nobody. A client is renewed by hand, and written here then: docs/client-secret.md.';
    acceptFinding(secret, 'AwsSolutions-SMG4', reason);
    acceptFinding(secret, 'NIST.800.53.R5-SecretsManagerRotationEnabled', reason);
  }

  allowReading(): PolicyStatement[] {
    if (this.secretArn === '') return [];
    const own = allowSecret(this, this.secretArn, this.key);
    // Encrypted with AWS's own key, which whoever may read the secret may use.
    const certificate = new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [this.certificateArn ?? ''],
    });
    return this.certificateArn === undefined ? own : [...own, certificate];
  }
}
