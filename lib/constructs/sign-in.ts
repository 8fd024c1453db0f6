import { Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { type Route, routes } from '#src/contracts/routes.ts';
import type { Area, Party } from '#src/domain/area.ts';
import { type PartyKind, type Scope, scopes } from '#src/domain/vocabulary.ts';
import type { Deployment } from '../deployment.ts';
import { accept } from './accept.ts';

/** API Gateway takes this many audiences in one authorizer, and Cognito's audience is the client. */
const mostClients = 50;
/** Of a function's 4 KB of environment, what the other variables leave. */
const mostBytes = 2800;
/** CloudFormation makes all at once what does not wait for anything, and Cognito takes few such calls a second. */
const clientsAtOnce = 5;
/** `"<client id of 26>":"<party>",` */
const bytesOf = ({ id }: Party): number => 26 + id.length + 6;

export interface SignIn {
  authorizer: IHttpRouteAuthorizer;
  /** `{"<client id>": "<party id>"}`, for an issuer whose tokens name the client only. */
  clientParties: string;
  issuer: string;
  /** The pages' public client, for people: authorization code with PKCE. */
  webClientId: string;
  tokenUrl?: string;
  userPoolId?: string;
}

/** Tokens from the area's own user pool, or from another issuer where the deployment names one. */
export function signIn(scope: Construct, area: Area, deployment: Deployment, publicUrl: string): SignIn {
  if (!deployment.signIn) return new PartyPool(scope, 'SignIn', { area, publicUrl, mail: deployment.mail });
  const { issuer, audience, webClientId } = deployment.signIn;
  const authorizer = new HttpJwtAuthorizer('Issuer', issuer, { jwtAudience: audience });
  return { authorizer, clientParties: '{}', issuer, webClientId };
}

/**
 * A Cognito user pool with one client (id and secret) for each active party, allowed the
 * scopes of its kind. Its tokens name the client and not the party, hence clientParties.
 * Cognito charges for each client and token: an authority with an issuer of its own
 * saves that by naming it in its deployment.
 */
export class PartyPool extends Construct implements SignIn {
  readonly authorizer: IHttpRouteAuthorizer;
  readonly clientParties: string;
  readonly issuer: string;
  readonly webClientId: string;
  readonly tokenUrl: string;
  readonly userPoolId: string;

  constructor(
    scope: Construct,
    id: string,
    { area, publicUrl, mail }: { area: Area; publicUrl: string; mail: Deployment['mail'] },
  ) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      /** Cognito's default tells Sam@example.org from sam@example.org, and no pool can change its mind. */
      signInCaseSensitive: false,
      /** A code by e-mail, so that nobody has a password to lose. Cognito does not let passwords be left out: none is given. */
      signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true } },
      /** Who has forgotten a password never had one: else this would be the way to give oneself one. */
      accountRecovery: AccountRecovery.NONE,
      /** Cognito's own e-mail sends 50 a day in all. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html */
      ...(mail && { email: UserPoolEmail.withSES(senderOf(mail)) }),
      customAttributes: { party: new StringAttribute({ mutable: true, maxLen: 60 }) },
      passwordPolicy: { minLength: 14, requireUppercase: true, requireDigits: true, requireSymbols: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const byCode =
      'Systems have a generated secret. People sign in by a one-time code sent to their work e-mail, and no account is given a password; signing up is off and sessions are short.';
    accept(pool, 'AwsSolutions-COG2', byCode);
    accept(pool, 'AwsSolutions-COG8', byCode);
    const clients = partyClients(pool, area);
    this.authorizer = new HttpUserPoolAuthorizer('Parties', pool, {
      userPoolClients: clients.map(({ client }) => client),
    });
    this.clientParties = asJson(clients);
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `referrals-${area.id}-${Stack.of(this).account}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.issuer = pool.userPoolProviderUrl;
    const web = webClient(pool, publicUrl);
    this.webClientId = web.userPoolClientId;
    new CfnManagedLoginBranding(this, 'LoginPages', {
      userPoolId: pool.userPoolId,
      clientId: web.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.tokenUrl = `${domain.baseUrl()}/oauth2/token`;
    this.userPoolId = pool.userPoolId;
  }
}

const senderOf = ({ from, name, domain }: NonNullable<Deployment['mail']>) => ({
  fromEmail: from,
  ...(name !== undefined && { fromName: name }),
  ...(domain !== undefined && { sesVerifiedDomain: domain }),
});

/**
 * People sign in by a code sent to their e-mail; the attribute `custom:party`, set by the authority, says for whom they
 * act. It is in the token only for a client that may read it, which by default it may not, as Cognito's reference has
 * it; and nobody may write it through the client, for anyone who signs in could then make themselves another party.
 * An empty list might be taken for none given, so one attribute that means nothing here is writable.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
const webClient = (pool: UserPool, publicUrl: string): UserPoolClient =>
  pool.addClient('Web', {
    userPoolClientName: 'web',
    generateSecret: false,
    authFlows: { user: true },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    readAttributes: new ClientAttributes().withStandardAttributes({ email: true }).withCustomAttributes('party'),
    writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    idTokenValidity: Duration.minutes(10),
    accessTokenValidity: Duration.minutes(10),
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID],
      callbackUrls: [`${publicUrl}/sign-in/callback`],
      logoutUrls: [`${publicUrl}/signed-out`],
    },
  });

interface PartyClient {
  party: Party;
  client: UserPoolClient;
}

function partyClients(pool: UserPool, area: Area): PartyClient[] {
  const parties = area.parties.filter(({ active }) => active);
  if (parties.length > mostClients) {
    throw new Error(
      `${area.id} has ${parties.length} active parties and one authorizer takes ${mostClients}: name another issuer in its deployment`,
    );
  }
  const bytes = parties.reduce((sum, party) => sum + bytesOf(party), 0);
  if (bytes > mostBytes) {
    throw new Error(
      `The ids of ${area.id}'s parties take ${bytes} bytes of a function's environment and may take ${mostBytes}`,
    );
  }
  const byScope = new Map<Scope, ResourceServerScope>(
    scopes.map((name) => [name, new ResourceServerScope({ scopeName: lastPart(name), scopeDescription: name })]),
  );
  const server = pool.addResourceServer('Referrals', { identifier: 'referrals', scopes: [...byScope.values()] });
  const made: PartyClient[] = [];
  for (const party of parties) {
    const allowed = [...byScope].filter(([name]) => scopesOf(party.kind).includes(name));
    const client = pool.addClient(`Client-${party.id}`, {
      userPoolClientName: party.id,
      generateSecret: true,
      /** Named, though none, or Cognito would let people sign in through it too. */
      authFlows: { user: false },
      accessTokenValidity: Duration.hours(1),
      enableTokenRevocation: true,
      oAuth: {
        flows: { clientCredentials: true },
        scopes: allowed.map(([, scope]) => OAuthScope.resourceServer(server, scope)),
      },
    });
    const before = made.at(-clientsAtOnce);
    if (before) client.node.addDependency(before.client);
    made.push({ party, client });
  }
  return made;
}

/** The scopes that some route asks of this kind of party. */
export function scopesOf(kind: PartyKind): Scope[] {
  const asked = Object.values<Route>(routes).flatMap(({ access }) =>
    access?.kinds.includes(kind) ? [access.scope] : [],
  );
  return [...new Set(asked)];
}

const lastPart = (scope: Scope): string => scope.slice(scope.indexOf('/') + 1);

function asJson(clients: PartyClient[]): string {
  const pairs = clients.flatMap(({ client, party }, at) => [
    at ? '","' : '{"',
    client.userPoolClientId,
    '":"',
    party.id,
  ]);
  return clients.length === 0 ? '{}' : Fn.join('', [...pairs, '"}']);
}
