/** Access tokens as an issuer signs them, and each way in which one can be wrong. */
import { createHmac } from 'node:crypto';
import { type CompactVerifyGetKey, createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Claims } from '#local/http/authorizer.ts';
import type { JwtAuthorizer } from '#local/template/model.ts';

/** In seconds since 1970. */
export const issuedAt = 1_800_000_000;
const kid = 'key-one';

/** Wrong whatever it says: API Gateway refuses it. `undefined` stands for no header at all. */
export type TokenFault = (claims: Claims) => Promise<string | undefined>;

export interface Issuer {
  rule: JwtAuthorizer;
  keys: CompactVerifyGetKey;
  /** A good one, which says this in addition to what each says. */
  sign(claims: Claims): Promise<string>;
  faults: Readonly<Record<string, TokenFault>>;
}

/** @param audience the clients of the area */
export async function createIssuer(audience: string[]): Promise<Issuer> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const publicKey = await exportJWK(own.publicKey);
  const rule: JwtAuthorizer = {
    issuer: 'https://issuer.example.org',
    audience,
    identitySources: ['$request.header.Authorization'],
    scopes: [],
  };
  const standard = { iss: rule.issuer, iat: issuedAt - 60, exp: issuedAt + 3600 };
  const signWith = (key: CryptoKey, header: { alg: string; kid?: string }, claims: Claims) =>
    new SignJWT({ ...standard, ...claims }).setProtectedHeader(header).sign(key);
  const sign = (claims: Claims) => signWith(own.privateKey, { alg: 'RS256', kid }, claims);
  const withClaims =
    (over: Claims): TokenFault =>
    (claims) =>
      sign({ ...claims, ...over });
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  return {
    rule,
    keys: createLocalJWKSet({ keys: [{ ...publicKey, alg: 'RS256', kid }] }),
    sign,
    faults: {
      missing: async () => undefined,
      empty: async () => '',
      'not a token': async () => 'let-me-in',
      'signed by another key': (claims) => signWith(foreign.privateKey, { alg: 'RS256', kid }, claims),
      'signed by a key that the issuer does not have': (claims) =>
        signWith(foreign.privateKey, { alg: 'RS256', kid: 'key-two' }, claims),
      'naming no key': (claims) => signWith(own.privateKey, { alg: 'RS256' }, claims),
      'without a signature': async (claims) => `${encode({ alg: 'none', kid })}.${encode({ ...standard, ...claims })}.`,
      'signed with the public key as a secret': async (claims) => {
        const text = `${encode({ alg: 'HS256', kid })}.${encode({ ...standard, ...claims })}`;
        return `${text}.${createHmac('sha256', JSON.stringify(publicKey)).update(text).digest('base64url')}`;
      },
      'changed after it was signed': async (claims) => {
        const [header, , signature] = (await sign({ ...claims, scope: 'nothing' })).split('.');
        return `${header}.${encode({ ...standard, ...claims })}.${signature}`;
      },
      'cut off': async (claims) => (await sign(claims)).slice(0, -10),
      expired: withClaims({ exp: issuedAt }),
      'without an end': withClaims({ exp: undefined }),
      'not valid yet': withClaims({ nbf: issuedAt + 60 }),
      'issued in the future': withClaims({ iat: issuedAt + 60 }),
      'of another issuer': withClaims({ iss: 'https://elsewhere.example.org' }),
      'of no issuer': withClaims({ iss: undefined }),
      'for another audience': withClaims({ aud: 'somebody-else' }),
      'of a client that this area does not have': withClaims({ client_id: 'somebody-else' }),
      'of no client': withClaims({ client_id: undefined }),
    },
  };
}
