/**
 * API Gateway's JWT authorizer for HTTP APIs.
 * Rules: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
import type { IncomingHttpHeaders } from 'node:http';
import { type CompactVerifyGetKey, compactVerify, decodeProtectedHeader } from 'jose';
import { isRecord } from '#local/emulators/aws-json.ts';
import type { JwtAuthorizer } from '#local/template/model.ts';

export type Claims = Record<string, unknown>;

export type AuthorizerResult =
  | { allowed: true; claims: Claims; scopes: string[] | null }
  /** `challenge` is the value of the WWW-Authenticate header. */
  | { allowed: false; status: 401 | 403; challenge: string; reason: string };

/**
 * @param keys the issuer's public keys, from jose's createLocalJWKSet
 * @param now epoch seconds of real time: access tokens do not use the shifted clock
 */
export async function authorize(
  rule: JwtAuthorizer,
  headers: IncomingHttpHeaders,
  keys: CompactVerifyGetKey,
  now: number,
): Promise<AuthorizerResult> {
  const token = readToken(rule, headers);
  if (token === undefined) return { allowed: false, status: 401, challenge: 'Bearer', reason: 'There is no token.' };
  const claims = await verifyToken(token, keys);
  if (!claims) return invalidToken('the token has an invalid signature or form');
  const reason = findClaimFault(rule, claims, now);
  if (reason !== undefined) return invalidToken(reason);
  const scopes = scopesOf(claims);
  if (rule.scopes.length > 0 && !rule.scopes.some((scope) => scopes.includes(scope))) {
    return {
      allowed: false,
      status: 403,
      challenge: `Bearer scope="${rule.scopes.join(' ')}" error="insufficient_scope" error_description="the token does not have any required scopes"`,
      reason: 'The token has none of the scopes that this address asks for.',
    };
  }
  return { allowed: true, claims, scopes: rule.scopes.length > 0 ? scopes : null };
}

/** What is wrong with the claims, in API Gateway's words; undefined if nothing is. */
export function findClaimFault(rule: JwtAuthorizer, claims: Claims, now: number): string | undefined {
  if (claims['iss'] !== rule.issuer) return 'the token has an invalid issuer';
  // API Gateway checks client_id only if there is no aud, as in Cognito's access tokens.
  const audience = claims['aud'] ?? claims['client_id'];
  const audiences = Array.isArray(audience) ? audience : [audience];
  if (!audiences.some((one) => typeof one === 'string' && rule.audience.includes(one))) {
    return 'the token has an invalid audience';
  }
  const { exp, nbf, iat } = claims;
  if (typeof exp !== 'number' || exp <= now) return 'the token has expired';
  if (nbf !== undefined && (typeof nbf !== 'number' || nbf > now)) return 'the token is not valid yet';
  if (iat !== undefined && (typeof iat !== 'number' || iat > now)) return 'the token was issued in the future';
  return undefined;
}

/** The scopes in `scope`, or in `scp` as some issuers name it. */
function scopesOf(claims: Claims): string[] {
  const scope = claims['scope'] ?? claims['scp'] ?? '';
  return Array.isArray(scope) ? scope.map(String) : String(scope).split(' ').filter(Boolean);
}

function readToken(rule: JwtAuthorizer, headers: IncomingHttpHeaders): string | undefined {
  for (const source of rule.identitySources) {
    const name = /^\$request\.header\.(.+)$/.exec(source)?.[1]?.toLowerCase();
    const value = name === undefined ? undefined : headers[name];
    if (typeof value === 'string' && value.trim() !== '') return value.replace(/^Bearer\s+/i, '').trim();
  }
  return undefined;
}

/** The claims, if the token has an RSA signature by the issuer's key that it names; otherwise undefined. */
async function verifyToken(token: string, keys: CompactVerifyGetKey): Promise<Claims | undefined> {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (kid === undefined || alg === undefined || !/^(RS|PS)(256|384|512)$/.test(alg)) return undefined;
    const { payload } = await compactVerify(token, keys);
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    return isRecord(claims) ? claims : undefined;
  } catch {
    // Malformed, or signed by another issuer: both get the same response.
    return undefined;
  }
}

const invalidToken = (reason: string): AuthorizerResult => ({
  allowed: false,
  status: 401,
  challenge: `Bearer scope="" error="invalid_token" error_description="${reason}"`,
  reason,
});
