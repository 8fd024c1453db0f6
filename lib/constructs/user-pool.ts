/** What the user pools of a stack have in common: whose accounts they hold, and the pages on which people sign in. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  OAuthScope,
  PasskeyUserVerification,
  type PasswordPolicy,
  StringAttribute,
  type UserPool,
  type UserPoolClient,
  type UserPoolDomain,
  UserPoolEmail,
  type UserPoolProps,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { Deployment } from '../deployment.ts';

export interface PoolSettings {
  /** Of the sign-in pages' address: at most 63 characters. */
  domainPrefix: string;
  mail: Deployment['mail'];
  isProtected: boolean;
}

export const passwordPolicy = {
  minLength: 14,
  requireUppercase: true,
  requireDigits: true,
  requireSymbols: true,
} as const satisfies PasswordPolicy;

export const commonPoolProps = (
  scope: Construct,
  { domainPrefix, mail, isProtected }: PoolSettings,
): UserPoolProps => ({
  featurePlan: FeaturePlan.ESSENTIALS,
  selfSignUpEnabled: false,
  signInAliases: { email: true },
  // Case matters by default, and the setting cannot be changed later.
  signInCaseSensitive: false,
  // A passkey is two factors where its device asks who holds it.
  passkeyUserVerification: PasskeyUserVerification.REQUIRED,
  passkeyRelyingPartyId: `${domainPrefix}.auth.${Stack.of(scope).region}.amazoncognito.com`,
  // Cognito's own e-mail is limited to 50 a day. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
  ...(mail && { email: UserPoolEmail.withSES(emailOptions(mail)) }),
  customAttributes: {
    party: new StringAttribute({ mutable: true, maxLen: 60 }),
    roles: new StringAttribute({ mutable: true, maxLen: 60 }),
  },
  deletionProtection: isProtected,
  removalPolicy: RemovalPolicy.RETAIN,
});

const emailOptions = ({ from, name, domain }: NonNullable<Deployment['mail']>) => ({
  fromEmail: from,
  ...(name !== undefined && { fromName: name }),
  ...(domain !== undefined && { sesVerifiedDomain: domain }),
});

/** The pages of a pool on which people sign in, and the client with which ours send them there. */
export function addSignInPages(
  scope: Construct,
  pool: UserPool,
  { domainPrefix, pagesUrl, clientName }: { domainPrefix: string; pagesUrl: string; clientName: string },
): { domain: UserPoolDomain; web: UserPoolClient } {
  const domain = pool.addDomain('Domain', {
    cognitoDomain: { domainPrefix },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  const web = addWebClient(pool, clientName, pagesUrl);
  new CfnManagedLoginBranding(scope, 'LoginPages', {
    userPoolId: pool.userPoolId,
    clientId: web.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  return { domain, web };
}

/**
 * The client for people. The authority sets a user's `custom:party`, which says for whom they act. The token has it
 * only if the client may read it, which is not the default. The client must not write it, nor the roles, or
 * users could make themselves another party. An empty write list might count as not given, so it has one attribute that is not used.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
const addWebClient = (pool: UserPool, name: string, pagesUrl: string): UserPoolClient =>
  pool.addClient('Web', {
    userPoolClientName: name,
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
