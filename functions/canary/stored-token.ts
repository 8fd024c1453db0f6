/** A party's access token that outlives the run, so that the issuer is asked once in its lifetime and not at each run. */
import type { TokenAnswer, TokenSource } from '#client/library/token.ts';
import type { KeptToken, TokenStore } from '#src/store/canary-tokens.ts';

/** A token is not used any more when less is left of it, so that none expires in transit. Each call gets its own. */
const marginSeconds = 60;

/** @param issuer asks the issuer for a token each time */
export function storedToken(issuer: () => Promise<TokenAnswer>, store: TokenStore, now: () => Date): TokenSource {
  let current: KeptToken | undefined;
  const discarded = new Set<string>();
  const nowSeconds = () => Math.floor(now().getTime() / 1000);
  const isUsable = (kept: KeptToken | undefined): kept is KeptToken =>
    kept !== undefined && kept.expiresAt - marginSeconds > nowSeconds() && !discarded.has(kept.token);
  return {
    async get() {
      if (isUsable(current)) return current.token;
      const kept = await store.read();
      if (isUsable(kept)) {
        current = kept;
        return kept.token;
      }
      const askedAt = nowSeconds();
      const { access_token: token, expires_in: lifeSeconds } = await issuer();
      // One that does not say when it ends is not kept.
      if (lifeSeconds === undefined) return token;
      current = { token, expiresAt: askedAt + Math.floor(lifeSeconds) };
      await store.keep(current);
      return token;
    },
    discard: (stale) => void discarded.add(stale),
  };
}
