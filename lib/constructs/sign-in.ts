/** Who issues tokens: to systems for the API, and to people for the pages. */
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Area, Party } from '#src/domain/area.ts';
import type { Deployment } from '../deployment.ts';
import { AuthorityUserPool } from './authority-user-pool.ts';
import { PartyUserPool } from './party-user-pool.ts';

/** A pool in which people have accounts, and the pages' client there. */
export interface PeoplePool {
  issuer: string;
  webClientId: string;
  userPoolId: string;
}

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
  /** Whether the issuer demands a second factor of the authority's people by itself. */
  requiresSecondFactor: boolean;
  /** Where the authority's people sign in, if not there. */
  authority?: PeoplePool | undefined;
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
  /** Everybody signs in to the one pool, as in the local run, whose issuer says by what somebody signed in. */
  oneUserPool: boolean;
}

/** Uses the deployment's own issuer if it names one, otherwise Cognito user pools. */
export function createSignIn(scope: Construct, { deployment, ...props }: SignInProps): SignIn {
  if (deployment.signIn) return ownIssuer(deployment.signIn);
  const settings = { ...props, mail: deployment.mail };
  const parties = new PartyUserPool(scope, 'SignIn', settings);
  const authority = props.oneUserPool ? undefined : new AuthorityUserPool(scope, 'HubSignIn', settings);
  const arns = [parties, authority].flatMap((pool) => (pool ? [pool.arn] : []));
  return {
    authorizer: parties.authorizer,
    clientParties: parties.clientParties,
    issuer: parties.issuer,
    webClientId: parties.webClientId,
    tokenUrl: parties.tokenUrl,
    userPoolId: parties.userPoolId,
    // Asked for alone, it brings all attributes that the client may read; with others it would not.
    scope: 'openid',
    requiresSecondFactor: false,
    authority,
    clientOf: (party) => parties.clientOf(party),
    allowAccounts: () => [new PolicyStatement({ actions: accountActions, resources: arns })],
  };
}

/** An administrator of a party lets its people in and out on the pages. */
const accountActions = ['AdminCreateUser', 'AdminGetUser', 'AdminUpdateUserAttributes', 'AdminDeleteUser'].map(
  (action) => `cognito-idp:${action}`,
);

function ownIssuer({
  issuer,
  tokenUrl,
  audience,
  webClientId,
  requiresSecondFactor,
}: NonNullable<Deployment['signIn']>): SignIn {
  return {
    authorizer: new HttpJwtAuthorizer('Issuer', issuer, { jwtAudience: audience }),
    clientParties: '{}',
    issuer,
    tokenUrl,
    webClientId,
    // Names stand in the ID token only if they are asked for.
    scope: 'openid profile email',
    requiresSecondFactor,
    clientOf: () => undefined,
    allowAccounts: () => [],
  };
}
