import { describe, expect, test } from 'vitest';
import { readDeployment } from '#lib/deployment.ts';
import { synthTemplate, synthTemplateOf } from '#lib/synth.ts';
import {
  area,
  type FoundResource,
  functionNamed,
  list,
  onlyResource,
  referencedId,
  resolveText,
  resources,
  statementsOf,
} from './support/template.ts';

const named = (name: string) =>
  onlyResource('AWS::Cognito::UserPoolClient', ({ properties }) => properties['ClientName'] === name);
const isOfHub = ({ properties }: FoundResource): boolean => referencedId(properties['UserPoolId']) === hub.id;
const isCommon = (found: FoundResource): boolean => found.properties['MfaConfiguration'] !== 'ON';

const hub = onlyResource('AWS::Cognito::UserPool', (found) => !isCommon(found));
const common = onlyResource('AWS::Cognito::UserPool', isCommon);
const pool = common.properties;
const clients = resources('AWS::Cognito::UserPoolClient').filter((found) => !isOfHub(found));
const web = named('web');
const parties = clients.filter(({ id }) => id !== web.id);

describe('the party of a signed-in user', () => {
  test('is in the token of users of the pages', () => {
    for (const { properties } of [web, named('hub-web')])
      expect(properties['ReadAttributes']).toEqual(['custom:party', 'custom:roles', 'email', 'name']);
  });

  test('is set by the authority alone: users can change neither it nor their address', () => {
    // If omitted or empty, Cognito's default would apply.
    for (const { properties } of [web, named('hub-web')]) expect(properties['WriteAttributes']).toEqual(['locale']);
  });

  test('cannot be bypassed by signing in through a party’s own client', () => {
    expect(parties).not.toHaveLength(0);
    for (const { properties } of parties) {
      expect(properties['ExplicitAuthFlows']).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
      expect(properties['AllowedOAuthFlows']).toEqual(['client_credentials']);
    }
  });
});

test('an address is the same user with or without capitals', () => {
  for (const { properties } of [common, hub])
    expect(properties['UsernameConfiguration']).toEqual({ CaseSensitive: false });
});

test.each([
  ['everybody’s', common],
  ['the authority’s', hub],
])('people of %s pool may sign in by a passkey of the sign-in page, whose device must ask who holds it', (_, one) => {
  expect(one.properties['Policies'].SignInPolicy.AllowedFirstAuthFactors).toContain('WEB_AUTHN');
  expect(one.properties['WebAuthnUserVerification']).toBe('required');
  const { Domain } = onlyResource(
    'AWS::Cognito::UserPoolDomain',
    ({ properties }) => referencedId(properties['UserPoolId']) === one.id,
  ).properties;
  expect(resolveText(Domain).length).toBeLessThanOrEqual(63);
  expect(resolveText(one.properties['WebAuthnRelyingPartyID'])).toBe(
    `${resolveText(Domain)}.auth.${area.region}.amazoncognito.com`,
  );
});

test('what holds people and clients keeps its logical id: with another, a deployed stack would make it anew', () => {
  expect([common.id, web.id]).toEqual(['SignInPoolFD298EFA', 'SignInPoolWeb79603C9F']);
  const idsOf = (type: string) => resources(type).flatMap(({ id }) => (id.startsWith('Hub') ? [] : [id]));
  expect(idsOf('AWS::Cognito::UserPoolDomain')).toEqual(['SignInPoolDomain8B2A7811']);
  expect(idsOf('AWS::Cognito::UserPoolResourceServer')).toEqual(['SignInPoolReferrals78FAA57C']);
  expect(idsOf('AWS::Cognito::ManagedLoginBranding')).toEqual(['SignInLoginPages08B32DCB']);
  expect(parties.map(({ id }) => id)).toContain('SignInPoolClientgreatermanchesterD48E2B19');
});

describe('the authority’s people have a pool of their own', () => {
  const { properties } = hub;

  test('which demands a second factor of everybody: an authenticator app, and no code to a mailbox or a telephone', () => {
    expect(properties['MfaConfiguration']).toBe('ON');
    expect(properties['EnabledMfas']).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(properties['Policies'].SignInPolicy.AllowedFirstAuthFactors).toEqual(['PASSWORD', 'WEB_AUTHN']);
    expect(properties).not.toHaveProperty('SmsConfiguration');
  });

  test('where a passkey is two factors, since its device asks who holds it', () => {
    expect(properties['WebAuthnFactorConfiguration']).toBe('MULTI_FACTOR_WITH_USER_VERIFICATION');
    expect(properties['WebAuthnUserVerification']).toBe('required');
  });

  test('whose password is of the invitation, or anew by e-mail, and makes nobody an account', () => {
    expect(properties['AccountRecoverySetting']).toEqual({
      RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }],
    });
    const { AllowAdminCreateUserOnly, InviteMessageTemplate } = properties['AdminCreateUserConfig'];
    expect(AllowAdminCreateUserOnly).toBe(true);
    // Cognito refuses a message without either.
    for (const needed of ['{username}', '{####}'])
      expect(resolveText(InviteMessageTemplate.EmailMessage)).toContain(needed);
    const { MinimumLength, TemporaryPasswordValidityDays: days } = properties['Policies'].PasswordPolicy;
    expect(MinimumLength).toBeGreaterThanOrEqual(14);
    expect(resolveText(InviteMessageTemplate.EmailMessage)).toContain(`within ${days} days`);
  });

  test('which stays when the stack goes, and has the pages for its only client', () => {
    expect(hub).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(properties['DeletionProtection']).toBe('ACTIVE');
    const [client, ...others] = resources('AWS::Cognito::UserPoolClient').filter(isOfHub);
    expect(others).toEqual([]);
    expect(client?.properties).toMatchObject({
      ...{ GenerateSecret: false, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] },
      ...{ CallbackURLs: web.properties['CallbackURLs'], LogoutURLs: web.properties['LogoutURLs'] },
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('of which the pages know the issuer, the client and the pool, and at the API its tokens are worth nothing', () => {
    const { AUTHORITY_SIGN_IN } = functionNamed('web').properties['Environment'].Variables;
    const parts = AUTHORITY_SIGN_IN['Fn::Join'][1].map((part: unknown) => referencedId(part) ?? part);
    expect(parts.filter((part: string) => /^[A-Z]\w+$/.test(part))).toEqual([hub.id, named('hub-web').id, hub.id]);
    const authorizer = onlyResource('AWS::ApiGatewayV2::Authorizer').properties['JwtConfiguration'];
    expect(JSON.stringify(authorizer)).not.toContain(hub.id);
  });

  test('in both of which the pages may look after accounts', () => {
    const accounts = statementsOf(functionNamed('web')).filter(({ Action }) =>
      list<string>(Action).some((action) => action.startsWith('cognito-idp:')),
    );
    expect(accounts.flatMap(({ Resource }) => list(Resource).map(referencedId)).sort()).toEqual(
      [common.id, hub.id].sort(),
    );
  });

  test('but in a local run, which has one issuer for all', () => {
    const local = synthTemplate(area.id, { local: true });
    expect(resources('AWS::Cognito::UserPool', local).map(({ id }) => id)).toEqual([common.id]);
    expect(functionNamed('web', local).properties['Environment'].Variables).not.toHaveProperty('AUTHORITY_SIGN_IN');
  });
});

test('users cannot set a password themselves', () => {
  expect(pool['AccountRecoverySetting']).toEqual({ RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] });
  expect(pool['AdminCreateUserConfig']).toEqual({ AllowAdminCreateUserOnly: true });
});

test('at most five clients are created at once, since Cognito allows few such calls a second', () => {
  const all = synthTemplate(area.id, { local: true });
  const many = resources('AWS::Cognito::UserPoolClient', all).filter(({ id }) => id !== web.id);
  const ids = new Set(many.map(({ id }) => id));
  const waitsFor = many.map(({ DependsOn }) => list(DependsOn).filter((id) => ids.has(id)));
  expect(waitsFor.filter((before) => before.length === 0)).toHaveLength(5);
  // Each waits for another: five chains, without a branch.
  const followed = waitsFor.flat();
  expect(new Set(followed).size).toBe(followed.length);
});

describe('sign-in codes and invitations by email', () => {
  const mailOf = (settings: object) => {
    const template = synthTemplateOf(area, readDeployment({ [area.id]: settings }, area.id));
    const [first, second] = resources('AWS::Cognito::UserPool', template).map(
      ({ properties }) => properties['EmailConfiguration'],
    );
    expect(second).toEqual(first);
    return first;
  };

  test('come from the authority’s own address where the deployment names one', () => {
    const mail = { from: 'referrals@example.org', name: 'Victim referrals', domain: 'example.org' };
    const sent = mailOf({ mail });
    expect(sent).toMatchObject({ EmailSendingAccount: 'DEVELOPER', From: 'Victim referrals <referrals@example.org>' });
    expect(JSON.stringify(sent.SourceArn)).toMatch(/arn:aws:ses:eu-west-2:.*:identity\/example\.org/);
  });

  test('are sent from an address or its domain, whichever Amazon SES has verified', () => {
    expect(JSON.stringify(mailOf({ mail: { from: 'referrals@example.org' } }).SourceArn)).toContain(
      ':identity/referrals@example.org',
    );
    expect(() => mailOf({ mail: { from: 'nobody' } })).toThrow('is not well formed');
  });
});
