import { describe, expect, test } from 'vitest';
import { readDeployment } from '#lib/deployment.ts';
import { synthTemplate, synthTemplateOf } from '#lib/synth.ts';
import { area, list, onlyResource, resolveText, resources } from './support/template.ts';

const clients = resources('AWS::Cognito::UserPoolClient');
const web = onlyResource('AWS::Cognito::UserPoolClient', ({ properties }) => properties['ClientName'] === 'web');
const parties = clients.filter(({ id }) => id !== web.id);
const pool = onlyResource('AWS::Cognito::UserPool').properties;

describe('the party of a signed-in user', () => {
  test('is in the token of users of the pages', () => {
    expect(web.properties['ReadAttributes']).toContain('custom:party');
  });

  test('is set by the authority alone: users can change neither it nor their address', () => {
    // If omitted or empty, Cognito's default would apply.
    expect(web.properties['WriteAttributes']).toEqual(['locale']);
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
  expect(pool['UsernameConfiguration']).toEqual({ CaseSensitive: false });
});

test('people may sign in by a passkey of the sign-in page, whose device must ask who holds it', () => {
  expect(pool['Policies'].SignInPolicy.AllowedFirstAuthFactors).toEqual(['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN']);
  expect(pool['WebAuthnUserVerification']).toBe('required');
  const { Domain } = onlyResource('AWS::Cognito::UserPoolDomain').properties;
  expect(resolveText(pool['WebAuthnRelyingPartyID'])).toBe(
    `${resolveText(Domain)}.auth.${area.region}.amazoncognito.com`,
  );
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

describe('sign-in codes by email', () => {
  const mailOf = (settings: object) => {
    const template = synthTemplateOf(area, readDeployment({ [area.id]: settings }, area.id));
    return onlyResource('AWS::Cognito::UserPool', undefined, template).properties['EmailConfiguration'];
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
