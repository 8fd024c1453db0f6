import { Aws, Duration } from 'aws-cdk-lib';
import { AccountRecovery, CfnUserPool, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { acceptFinding } from './accept-finding.ts';
import { addSignInPages, commonPoolProps, type PoolSettings, passwordPolicy } from './user-pool.ts';

export interface AuthorityUserPoolProps extends Omit<PoolSettings, 'domainPrefix'> {
  /** What the stage of the area is named after. */
  name: string;
  pagesUrl: string;
}

/** How long the password of an invitation is good: over a weekend, and not for whoever finds the e-mail later. */
const invitationDays = 3;

/**
 * The user pool of the authority's people alone, who may see every case: a pool requires a second factor of everybody or of nobody. They
 * have a password, with which alone Cognito's authenticator apps go, or a passkey whose device asks who holds it. No system has a client here.
 */
export class AuthorityUserPool extends Construct {
  readonly issuer: string;
  readonly webClientId: string;
  readonly userPoolId: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, { name, pagesUrl, ...settings }: AuthorityUserPoolProps) {
    super(scope, id);
    // Shorter than that of the other pool: with the longest id of an area, no letter more fits.
    const domainPrefix = `hub-${name}-${Aws.ACCOUNT_ID}`;
    const pool = new UserPool(this, 'Pool', {
      ...commonPoolProps(this, { domainPrefix, ...settings }),
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      mfa: Mfa.REQUIRED,
      // No code by e-mail: the mailbox would be the password's and the second factor's at once.
      mfaSecondFactor: { otp: true, sms: false, email: false },
      // A new password by e-mail; the authenticator's code is asked for all the same.
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: { ...passwordPolicy, tempPasswordValidity: Duration.days(invitationDays) },
      userInvitation: {
        emailSubject: 'Your account of the victim hub',
        emailBody: `<p>You can sign in at ${pagesUrl}/triage with your e-mail address and this password, within ${invitationDays} days: {####}</p>
<p>You are then asked to choose a password of your own and to set up an authenticator app, which you need each time. Your account: {username}</p>
<p>If you do not expect this, tell the victim hub, and do not sign in.</p>`,
      },
    });
    // The L2 construct has no property for it. Without it a passkey is one factor, and is no use where two are required.
    if (pool.node.defaultChild instanceof CfnUserPool)
      pool.node.defaultChild.webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
    acceptFinding(
      pool,
      'AwsSolutions-COG8',
      'Everybody needs a second factor here, signing up is off, the pages watch what each person opens, and the Plus plan costs more for each person.',
    );
    const { web } = addSignInPages(this, pool, { domainPrefix, pagesUrl, clientName: 'hub-web' });
    this.issuer = pool.userPoolProviderUrl;
    this.webClientId = web.userPoolClientId;
    this.userPoolId = pool.userPoolId;
    this.arn = pool.userPoolArn;
  }
}
