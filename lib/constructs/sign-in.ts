import { Aws, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolClient,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  OAuthScope,
  PasskeyUserVerification,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
} from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { type Route, routes } from '#src/contracts/routes.ts';
import type { Area, Party } from '#src/domain/area.ts';
import { type PartyKind, type Scope, scopes } from '#src/domain/vocabulary.ts';
import type { Deployment } from '../deployment.ts';
import { acceptFinding } from './accept-finding.ts';

/** API Gateway's limit on audiences per authorizer; with Cognito, each client is an audience. */
const maxClients = 50;
/** What the other variables leave of Lambda's 4 KB environment. */
const maxClientPartiesBytes = 2800;
/** CloudFormation creates independent resources in parallel, and Cognito's rate limit for this call is low. */
const maxParallelClients = 5;
/** Bytes of `"<26-character client id>":"<party>",`. */
const entryBytes = ({ id }: Party): number => 26 + id.length + 6;

export interface SignIn {
  authorizer: IHttpRouteAuthorizer;
  /** JSON object of client id to party id, for issuers whose tokens carry only the client. */
  clientParties: string;
  issuer: string;
  /** The pages' public client (authorization code with PKCE). */
  webClientId: string;
  /** Where a client gets its access token. */
  tokenUrl: string;
  userPoolId?: string;
  /** What the pages ask the issuer for. */
  scope: string;
  /** A party's client, as CloudFormation will know it; undefined where the issuer is another. */
  clientOf(party: Party): { id: string; secret: string } | undefined;
  /** What the pages need to look after accounts; nothing where they are another issuer's. */
  allowAccounts(): PolicyStatement[];
}

export interface SignInProps {
  area: Area;
  /** What the stage of the area is named after. */
  name: string;
  deployment: Deployment;
  pagesUrl: string;
  isProtected: boolean;
}

/** Uses the deployment's own issuer if it names one, otherwise a Cognito user pool. */
export function createSignIn(scope: Construct, props: SignInProps): SignIn {
  const { deployment } = props;
  if (!deployment.signIn) return new PartyUserPool(scope, 'SignIn', props);
  const { issuer, tokenUrl, audience, webClientId } = deployment.signIn;
  const authorizer = new HttpJwtAuthorizer('Issuer', issuer, { jwtAudience: audience });
  return {
    authorizer,
    clientParties: '{}',
    issuer,
    tokenUrl,
    webClientId,
    // Names stand in the ID token only if they are asked for.
    scope: 'openid profile email',
    clientOf: () => undefined,
    allowAccounts: () => [],
  };
}

/**
 * A Cognito user pool with a client (id and secret) for each active party whose system calls the API (`api: true`), with the
 * scopes of its kind. The tokens carry the client, not the party, hence clientParties. Cognito charges for clients and tokens; an
 * authority with its own issuer avoids that by naming it in its deployment.
 */
export class PartyUserPool extends Construct implements SignIn {
  readonly authorizer: IHttpRouteAuthorizer;
  readonly clientParties: string;
  readonly issuer: string;
  readonly webClientId: string;
  readonly tokenUrl: string;
  readonly userPoolId: string;
  // Asked for alone, it brings all attributes that the client may read; with others it would not.
  readonly scope = 'openid';
  private readonly arn: string;
  private readonly clients: readonly PartyClient[];

  constructor(scope: Construct, id: string, { area, name, pagesUrl, isProtected, deployment: { mail } }: SignInProps) {
    super(scope, id);
    // Not the stack's own account: where that is known, CDK holds the relying party to 63 characters, and Cognito takes 127.
    const domainPrefix = `referrals-${name}-${Aws.ACCOUNT_ID}`;
    const pool = new UserPool(this, 'Pool', {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      // Case matters by default, and the setting cannot be changed later.
      signInCaseSensitive: false,
      // People sign in by a code sent by e-mail, or by a passkey that they add there. Cognito does not allow switching passwords off, but
      // nobody is given one.
      signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp: true, passkey: true } },
      // A passkey is two factors where its device asks who holds it.
      passkeyUserVerification: PasskeyUserVerification.REQUIRED,
      passkeyRelyingPartyId: `${domainPrefix}.auth.${Stack.of(this).region}.amazoncognito.com`,
      // Recovery would let people set a password, and nobody should have one.
      accountRecovery: AccountRecovery.NONE,
      // Cognito's own e-mail is limited to 50 a day. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
      ...(mail && { email: UserPoolEmail.withSES(emailOptions(mail)) }),
      customAttributes: {
        party: new StringAttribute({ mutable: true, maxLen: 60 }),
        roles: new StringAttribute({ mutable: true, maxLen: 60 }),
      },
      passwordPolicy: { minLength: 14, requireUppercase: true, requireDigits: true, requireSymbols: true },
      deletionProtection: isProtected,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const reason =
      'Systems have a generated secret. People sign in by a one-time code sent to their work e-mail, and no account is given a password; signing up is off and sessions are short.';
    acceptFinding(pool, 'AwsSolutions-COG2', reason);
    acceptFinding(pool, 'AwsSolutions-COG8', reason);
    const clients = partyClients(pool, area);
    this.authorizer = new HttpUserPoolAuthorizer('Parties', pool, {
      userPoolClients: clients.map(({ client }) => client),
    });
    this.clientParties = clientPartiesJson(clients);
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.issuer = pool.userPoolProviderUrl;
    const web = webClient(pool, pagesUrl);
    this.webClientId = web.userPoolClientId;
    new CfnManagedLoginBranding(this, 'LoginPages', {
      userPoolId: pool.userPoolId,
      clientId: web.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.tokenUrl = `${domain.baseUrl()}/oauth2/token`;
    this.userPoolId = pool.userPoolId;
    this.arn = pool.userPoolArn;
    this.clients = clients;
  }

  clientOf(party: Party): { id: string; secret: string } | undefined {
    const client = this.clients.find((each) => each.party.id === party.id)?.client;
    const resource = client?.node.defaultChild;
    // CDK's own way to the secret would add a function that may read every client's.
    return client && resource instanceof CfnUserPoolClient
      ? { id: client.userPoolClientId, secret: resource.attrClientSecret }
      : undefined;
  }

  /** An administrator of a party lets its people in and out on the pages. */
  allowAccounts(): PolicyStatement[] {
    const actions = ['AdminCreateUser', 'AdminGetUser', 'AdminUpdateUserAttributes', 'AdminDeleteUser'];
    return [new PolicyStatement({ actions: actions.map((action) => `cognito-idp:${action}`), resources: [this.arn] })];
  }
}

const emailOptions = ({ from, name, domain }: NonNullable<Deployment['mail']>) => ({
  fromEmail: from,
  ...(name !== undefined && { fromName: name }),
  ...(domain !== undefined && { sesVerifiedDomain: domain }),
});

/**
 * The client for people. The authority sets a user's `custom:party`, which says for whom they act. The token has it
 * only if the client may read it, which is not the default. The client must not write it, nor the roles, or
 * users could make themselves another party. An empty write list might count as not given, so it has one attribute that is not used.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
const webClient = (pool: UserPool, pagesUrl: string): UserPoolClient =>
  pool.addClient('Web', {
    userPoolClientName: 'web',
    generateSecret: false,
    authFlows: { user: true },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    readAttributes: new ClientAttributes()
      .withStandardAttributes({ email: true, fullname: true })
      .withCustomAttributes('party', 'roles'),
    writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    idTokenValidity: Duration.minutes(10),
    accessTokenValidity: Duration.minutes(10),
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID],
      callbackUrls: [`${pagesUrl}/sign-in/callback`],
      logoutUrls: [`${pagesUrl}/signed-out`],
    },
  });

interface PartyClient {
  party: Party;
  client: UserPoolClient;
}

function partyClients(pool: UserPool, area: Area): PartyClient[] {
  const parties = area.parties.filter(({ active, api }) => active && api);
  if (parties.length > maxClients) {
    throw new Error(
      `${area.id} has ${parties.length} active parties with \`api: true\` and one authorizer takes ${maxClients}: name another issuer in its deployment`,
    );
  }
  const bytes = parties.reduce((sum, party) => sum + entryBytes(party), 0);
  if (bytes > maxClientPartiesBytes) {
    throw new Error(
      `The ids of ${area.id}'s parties take ${bytes} bytes of a function's environment and may take ${maxClientPartiesBytes}`,
    );
  }
  const byScope = new Map<Scope, ResourceServerScope>(
    scopes.map((name) => [name, new ResourceServerScope({ scopeName: scopeNameOf(name), scopeDescription: name })]),
  );
  const server = pool.addResourceServer('Referrals', { identifier: 'referrals', scopes: [...byScope.values()] });
  const created: PartyClient[] = [];
  for (const party of parties) {
    const allowedScopes = [...byScope].filter(([name]) => scopesOf(party.kind).includes(name));
    const client = pool.addClient(`Client-${party.id}`, {
      userPoolClientName: party.id,
      generateSecret: true,
      // Without this, Cognito would let people sign in through a system's client.
      authFlows: { user: false },
      // Each token is paid for, and the canary needs one at all times. A day is Cognito's limit.
      accessTokenValidity: party.canary ? Duration.days(1) : Duration.hours(1),
      enableTokenRevocation: true,
      oAuth: {
        flows: { clientCredentials: true },
        scopes: allowedScopes.map(([, scope]) => OAuthScope.resourceServer(server, scope)),
      },
    });
    const earlier = created.at(-maxParallelClients);
    if (earlier) client.node.addDependency(earlier.client);
    created.push({ party, client });
  }
  return created;
}

/** The scopes of all routes that a party of this kind may use. */
export function scopesOf(kind: PartyKind): Scope[] {
  const grants = Object.values<Route>(routes).flatMap(({ access = [] }) => access);
  return [...new Set(grants.filter(({ kinds }) => kinds.includes(kind)).map(({ scope }) => scope))];
}

const scopeNameOf = (scope: Scope): string => scope.slice(scope.indexOf('/') + 1);

function clientPartiesJson(clients: PartyClient[]): string {
  const pairs = clients.flatMap(({ client, party }, at) => [
    at ? '","' : '{"',
    client.userPoolClientId,
    '":"',
    party.id,
  ]);
  return clients.length === 0 ? '{}' : Fn.join('', [...pairs, '"}']);
}
