import { type CompactVerifyGetKey, createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { authorize, type Claims, findClaimFault } from '#local/http/authorizer.ts';

const now = 1_800_000_000;
const rule = {
  issuer: 'http://127.0.0.1:1',
  audience: ['client-one', 'client-two'],
  identitySources: ['$request.header.Authorization'],
  scopes: [],
};
const good: Claims = {
  iss: rule.issuer,
  client_id: 'client-one',
  exp: now + 60,
  iat: now - 60,
  scope: 'referrals/submit',
};

describe('API Gateway’s rules on claims', () => {
  test.each<[string, Claims, string | undefined]>([
    ['a good token of Cognito, without aud', good, undefined],
    ['aud as a text', { ...good, aud: 'client-two' }, undefined],
    ['aud as a list', { ...good, aud: ['other', 'client-two'] }, undefined],
    ['aud counts before client_id', { ...good, aud: 'other' }, 'the token has an invalid audience'],
    ['neither aud nor client_id', { ...good, client_id: undefined }, 'the token has an invalid audience'],
    ['another client', { ...good, client_id: 'client-three' }, 'the token has an invalid audience'],
    ['another issuer', { ...good, iss: 'http://127.0.0.1:2' }, 'the token has an invalid issuer'],
    ['no issuer', { ...good, iss: undefined }, 'the token has an invalid issuer'],
    ['past its time', { ...good, exp: now }, 'the token has expired'],
    ['no time', { ...good, exp: undefined }, 'the token has expired'],
    ['a time that is a text', { ...good, exp: String(now + 60) }, 'the token has expired'],
    ['not before now', { ...good, nbf: now }, undefined],
    ['not before a later time', { ...good, nbf: now + 1 }, 'the token is not valid yet'],
    ['issued in the future', { ...good, iat: now + 1 }, 'the token was issued in the future'],
  ])('%s', (_name, claims, fault) => {
    expect(findClaimFault(rule, claims, now)).toBe(fault);
  });
});

describe('tokens', () => {
  let keys: CompactVerifyGetKey;
  let sign: (claims: Claims, kid?: string) => Promise<string>;
  let foreign: (claims: Claims) => Promise<string>;
  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    const other = await generateKeyPair('RS256');
    keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'RS256', kid: 'key-one' }] });
    const signer = (key: CryptoKey) => (claims: Claims, kid: string | undefined) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...(kid && { kid }) }).sign(key);
    sign = (claims, kid = 'key-one') => signer(pair.privateKey)(claims, kid);
    foreign = (claims) => signer(other.privateKey)(claims, 'key-one');
  });
  const judge = (authorization: string | undefined, scopes: string[] = []) =>
    authorize({ ...rule, scopes }, authorization === undefined ? {} : { authorization }, keys, now);

  test('a valid token passes with its claims, with or without the word Bearer', async () => {
    const token = await sign(good);
    expect(await judge(`Bearer ${token}`)).toMatchObject({ allowed: true, claims: good, scopes: null });
    expect(await judge(token)).toMatchObject({ allowed: true });
  });

  test('no token is 401 with a bare challenge', async () => {
    expect(await judge(undefined)).toMatchObject({ allowed: false, status: 401, challenge: 'Bearer' });
    expect(await judge('Bearer ')).toMatchObject({ allowed: false, status: 401 });
  });

  test.each<[string, () => Promise<string>]>([
    ['is no token', async () => 'abc'],
    ['is signed by another key', () => foreign(good)],
    ['names a key that the issuer does not have', () => sign(good, 'key-two')],
    ['names no key', () => sign(good, '')],
    [
      'was changed',
      async () => (await sign(good)).replace(/\.[^.]+\./, `.${btoa(JSON.stringify({ ...good, party: 'x' }))}.`),
    ],
    ['has no signature', async () => `${btoa('{"alg":"none","kid":"key-one"}')}.${btoa(JSON.stringify(good))}.`],
  ])('one that %s is 401 with invalid_token', async (_name, make) => {
    const verdict = await judge(`Bearer ${await make()}`);
    expect(verdict).toMatchObject({ allowed: false, status: 401, challenge: expect.stringContaining('invalid_token') });
  });

  test('a route with scopes accepts any one of them, and answers 403 without one', async () => {
    const token = await sign({ ...good, scope: 'referrals/submit referrals/triage' });
    expect(await judge(token, ['referrals/triage', 'referrals/volumes'])).toMatchObject({
      allowed: true,
      scopes: ['referrals/submit', 'referrals/triage'],
    });
    expect(await judge(token, ['referrals/volumes'])).toMatchObject({
      allowed: false,
      status: 403,
      challenge: expect.stringContaining('insufficient_scope'),
    });
  });
});
