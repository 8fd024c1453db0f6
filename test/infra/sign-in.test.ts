import { describe, expect, test } from 'vitest';
import { readDeployment } from '#lib/deployment.ts';
import { synthTemplateOf } from '#lib/synth.ts';
import { area, list, onlyResource, resources } from './support/template.ts';

const clients = resources('AWS::Cognito::UserPoolClient');
const web = onlyResource('AWS::Cognito::UserPoolClient', ({ properties }) => properties['ClientName'] === 'web');
const parties = clients.filter(({ id }) => id !== web.id);
const pool = onlyResource('AWS::Cognito::UserPool').properties;

describe('the party for whom somebody acts', () => {
  test('is in the token of those who sign in to the pages', () => {
    expect(web.properties['ReadAttributes']).toContain('custom:party');
  });

  test('is set by the authority alone: nobody can write it through the pages’ client, nor where to reach them', () => {
    // Left out, or empty, it would be Cognito's default.
    expect(web.properties['WriteAttributes']).toEqual(['locale']);
  });

  test('cannot be gone round by signing in through a party’s own client', () => {
    expect(parties).not.toHaveLength(0);
    for (const { properties } of parties) {
      expect(properties['ExplicitAuthFlows']).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
      expect(properties['AllowedOAuthFlows']).toEqual(['client_credentials']);
    }
  });
});

test('somebody who writes their address with a capital is the same person', () => {
  expect(pool['UsernameConfiguration']).toEqual({ CaseSensitive: false });
});

test('nobody can give themselves a password', () => {
  expect(pool['AccountRecoverySetting']).toEqual({ RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] });
  expect(pool['AdminCreateUserConfig']).toEqual({ AllowAdminCreateUserOnly: true });
});

test('at most five clients are made at once: Cognito takes few such calls a second', () => {
  const ids = new Set(parties.map(({ id }) => id));
  const waitsFor = parties.map(({ DependsOn }) => list(DependsOn).filter((id) => ids.has(id)));
  expect(waitsFor.filter((before) => before.length === 0)).toHaveLength(5);
  // Each waits for another one: five lines of them, and nowhere two at once behind one.
  const followed = waitsFor.flat();
  expect(new Set(followed).size).toBe(followed.length);
});

describe('the codes of signing in', () => {
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

  test('are of an address or of its domain, as Amazon SES has verified it', () => {
    expect(JSON.stringify(mailOf({ mail: { from: 'referrals@example.org' } }).SourceArn)).toContain(
      ':identity/referrals@example.org',
    );
    expect(() => mailOf({ mail: { from: 'nobody' } })).toThrow('is not well formed');
  });
});
