/** Adapters that only some pages need. Each is imported on first use to keep cold starts short. */
import type { Area } from '#src/domain/area.ts';
import { lazy } from '#src/platform/lazy.ts';
import type { OpenIdSettings } from '#src/platform/openid.ts';
import type { ReadAsAccepted } from '#src/usecases/intake/same-content.ts';
import type { ParseSubmission } from '#src/usecases/intake/submit-referral.ts';
import type { HandOffQueue } from '#src/usecases/ports/queue.ts';
import type { Accounts } from '#src/usecases/ports/staff.ts';
import type { SignInProvider } from '#src/usecases/ports/web.ts';

export function lazySignInProvider(settings: OpenIdSettings): SignInProvider {
  const loadProvider = lazy(async () => (await import('#src/platform/openid.ts')).openIdProvider(settings));
  return {
    authorizeUrl: async (request) => (await loadProvider()).authorizeUrl(request),
    redeem: async (request) => (await loadProvider()).redeem(request),
    signOutUrl: async () => (await loadProvider()).signOutUrl(),
  };
}

export function lazyHandOffQueue(env: { QUEUE_URL_PREFIX: string; PUBLIC_URL: string }): HandOffQueue {
  const loadQueue = lazy(async () => (await import('../shared/queues.ts')).queueDeps(env).queue);
  return { send: async (messages) => (await loadQueue()).send(messages) };
}

export const lazyParseSubmission =
  (area: Area): ParseSubmission =>
  async (body, sender, at, accepted) =>
    (await import('#src/contracts/submission.ts')).parseSubmission(body, sender, area, at, accepted);

export const lazyReadAsAccepted: ReadAsAccepted = async (body, accepted) =>
  (await import('#src/contracts/submission.ts')).readAsAccepted(body, accepted);

/** Undefined without a user pool: the accounts are another issuer's. */
export function lazyAccounts({ USER_POOL_ID: userPoolId, OIDC_ISSUER: issuer }: PoolEnvironment): Accounts | undefined {
  if (userPoolId === '') return undefined;
  const load = lazy(async () => {
    const { accountsClient, poolAccounts } = await import('#src/platform/accounts.ts');
    return poolAccounts(accountsClient(), { userPoolId, issuer });
  });
  return {
    create: async (account) => (await load()).create(account),
    change: async (subject, to) => (await load()).change(subject, to),
    isOpen: async (subject, party) => (await load()).isOpen(subject, party),
    close: async (subject) => (await load()).close(subject),
  };
}

interface PoolEnvironment {
  USER_POOL_ID: string;
  OIDC_ISSUER: string;
}
