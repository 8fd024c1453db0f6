import { Aws } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { AccountRecovery, CfnUserPoolClient, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Area, Party } from '#src/domain/area.ts';
import { acceptFinding } from './accept-finding.ts';
import { addPartyClients, clientPartiesJson, type PartyClient } from './party-clients.ts';
import { addSignInPages, commonPoolProps, type PoolSettings, passwordPolicy } from './user-pool.ts';

export interface PartyUserPoolProps extends Omit<PoolSettings, 'domainPrefix'> {
  area: Area;
  /** What the stage of the area is named after. */
  name: string;
  pagesUrl: string;
}

/**
 * The user pool of everybody's people but the authority's, with a client for each active party whose system calls the API
 * (`api: true`). The tokens carry the client, not the party, hence clientParties. Cognito charges for clients and tokens; an
 * authority with its own issuer avoids that by naming it in its deployment.
 */
export class PartyUserPool extends Construct {
  readonly authorizer: IHttpRouteAuthorizer;
  readonly clientParties: string;
  readonly issuer: string;
  readonly webClientId: string;
  readonly tokenUrl: string;
  readonly userPoolId: string;
  readonly arn: string;
  private readonly clients: readonly PartyClient[];

  constructor(scope: Construct, id: string, { area, name, pagesUrl, ...settings }: PartyUserPoolProps) {
    super(scope, id);
    // Not the stack's own account: where that is known, CDK holds the relying party to 63 characters, and Cognito takes 127.
    const domainPrefix = `referrals-${name}-${Aws.ACCOUNT_ID}`;
    const pool = new UserPool(this, 'Pool', {
      ...commonPoolProps(this, { domainPrefix, ...settings }),
      // People sign in by a code sent by e-mail, or by a passkey that they add there. Cognito does not allow switching passwords off, but
      // nobody is given one.
      signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true, passkey: true } },
      // Recovery would let people set a password, and nobody should have one.
      accountRecovery: AccountRecovery.NONE,
      passwordPolicy,
    });
    const reason =
      'Systems have a generated secret. People sign in by a one-time code sent to their work e-mail, and no account is given a password; signing up is off and sessions are short. Of the authority’s people, who may see every case, two factors are required in a pool of their own.';
    acceptFinding(pool, 'AwsSolutions-COG2', reason);
    acceptFinding(pool, 'AwsSolutions-COG8', reason);
    this.clients = addPartyClients(pool, area);
    this.authorizer = new HttpUserPoolAuthorizer('Parties', pool, {
      userPoolClients: this.clients.map(({ client }) => client),
    });
    this.clientParties = clientPartiesJson(this.clients);
    const { domain, web } = addSignInPages(this, pool, { domainPrefix, pagesUrl, clientName: 'web' });
    this.issuer = pool.userPoolProviderUrl;
    this.webClientId = web.userPoolClientId;
    this.tokenUrl = `${domain.baseUrl()}/oauth2/token`;
    this.userPoolId = pool.userPoolId;
    this.arn = pool.userPoolArn;
  }

  /** A party's client, as CloudFormation will know it. */
  clientOf(party: Party): { id: string; secret: string } | undefined {
    const client = this.clients.find((each) => each.party.id === party.id)?.client;
    const resource = client?.node.defaultChild;
    // CDK's own way to the secret would add a function that may read every client's.
    return client && resource instanceof CfnUserPoolClient
      ? { id: client.userPoolClientId, secret: resource.attrClientSecret }
      : undefined;
  }
}
