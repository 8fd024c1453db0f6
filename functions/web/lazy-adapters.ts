/** Adapters that only some pages need. Each is imported on first use to keep cold starts short. */
import type { Area } from '#src/domain/area.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { lazy } from '#src/platform/lazy.ts';
import type { OpenIdSettings } from '#src/platform/openid.ts';
import type { ReadAsAccepted } from '#src/usecases/intake/same-content.ts';
import type { ParseSubmission } from '#src/usecases/intake/submit-referral.ts';
import type { HandOffQueue } from '#src/usecases/ports/queue.ts';
import type { Accounts } from '#src/usecases/ports/staff.ts';
import type { SignInIssuers, SignInProvider } from '#src/usecases/ports/web.ts';
import { type Environment, pagesUrlOf } from './env.ts';

/** Each is asked for its addresses only once somebody signs in or out there. */
export function lazySignInIssuers(env: Environment): SignInIssuers {
  const pagesUrl = pagesUrlOf(env);
  const common = {
    scope: env.OIDC_SCOPE,
    redirectUri: `${pagesUrl}/sign-in/callback`,
    signedOutUri: `${pagesUrl}/signed-out`,
  };
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, AUTHORITY_SIGN_IN: authority } = env;
  return {
    common: {
      provider: lazySignInProvider({ ...common, issuer, clientId }),
      requiresSecondFactor: env.OIDC_SECOND_FACTOR === 'required',
    },
    authority: authority && {
      provider: lazySignInProvider({ ...common, issuer: authority.issuer, clientId: authority.clientId }),
      requiresSecondFactor: true,
    },
  };
}

function lazySignInProvider(settings: OpenIdSettings): SignInProvider {
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
export function lazyAccounts(
  { USER_POOL_ID: userPoolId, OIDC_ISSUER: issuer, AUTHORITY_SIGN_IN: authority }: PoolEnvironment,
  { parties }: Pick<Area, 'parties'>,
): Accounts | undefined {
  if (userPoolId === '') return undefined;
  const load = lazy(async () => {
    const { accountsClient, accountsInTwoPools, poolAccounts } = await import('#src/platform/accounts.ts');
    const client = accountsClient();
    const common = poolAccounts(client, { userPoolId, issuer, invitesByMail: false });
    if (!authority) return common;
    const isOf = (party: PartyId) => parties.some(({ id, kind }) => id === party && kind === 'authority');
    const accounts = poolAccounts(client, { ...authority, invitesByMail: true });
    return accountsInTwoPools(common, { accounts, issuer: authority.issuer, isOf });
  });
  return {
    create: async (account) => (await load()).create(account),
    change: async (subject, to) => (await load()).change(subject, to),
    isOpen: async (subject, party) => (await load()).isOpen(subject, party),
    close: async (subject) => (await load()).close(subject),
  };
}

type PoolEnvironment = Pick<Environment, 'USER_POOL_ID' | 'OIDC_ISSUER' | 'AUTHORITY_SIGN_IN'>;
