/** A party's access token that outlives the run, so that the issuer is asked once in its lifetime and not at each run. */
import type { TokenSource } from '#client/library/token.ts';
import type { KeptToken, TokenStore } from '#src/store/canary-tokens.ts';

/** A token is not used any more when less is left of it: a run takes some minutes. */
const marginSeconds = 600;

/** @param issuer asks the issuer for a token each time */
export function storedToken(issuer: () => Promise<string>, store: TokenStore, now: () => Date): TokenSource {
  let current: KeptToken | undefined;
  const discarded = new Set<string>();
  const isUsable = (kept: KeptToken | undefined): kept is KeptToken =>
    kept !== undefined &&
    kept.expiresAt - marginSeconds > Math.floor(now().getTime() / 1000) &&
    !discarded.has(kept.token);
  return {
    async get() {
      if (isUsable(current)) return current.token;
      const kept = await store.read();
      if (isUsable(kept)) {
        current = kept;
        return kept.token;
      }
      const token = await issuer();
      const expiresAt = expiryOf(token);
      if (expiresAt === undefined) return token;
      current = { token, expiresAt };
      await store.keep(current);
      return token;
    },
    discard: (stale) => void discarded.add(stale),
  };
}

/** Seconds since 1970, as the token says; undefined for one that is no JWT, which is not kept. */
function expiryOf(token: string): number | undefined {
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  const claims: { exp?: unknown } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return typeof claims.exp === 'number' ? claims.exp : undefined;
}
