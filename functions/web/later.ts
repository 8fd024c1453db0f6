/** Adapters that only some pages need. Each is imported on first use to keep cold starts short. */
import type { Area } from '#src/domain/area.ts';
import { onDemand } from '#src/platform/once.ts';
import type { OpenIdSettings } from '#src/platform/openid.ts';
import type { HandOffQueue } from '#src/usecases/ports.ts';
import type { Examine } from '#src/usecases/submit-referral.ts';
import type { SignInProvider } from '#src/usecases/web-ports.ts';

export function signInLater(settings: OpenIdSettings): SignInProvider {
  const provider = onDemand(async () => (await import('#src/platform/openid.ts')).openIdProvider(settings));
  return {
    authorizeUrl: async (asked) => (await provider()).authorizeUrl(asked),
    redeem: async (asked) => (await provider()).redeem(asked),
    signOutUrl: async () => (await provider()).signOutUrl(),
  };
}

export function queueLater(env: { QUEUE_URL_PREFIX: string; PUBLIC_URL: string }): HandOffQueue {
  const queue = onDemand(async () => (await import('../sending.ts')).sending(env).queue);
  return { send: async (messages) => (await queue()).send(messages) };
}

export const examineLater =
  (area: Area): Examine =>
  async (body, sender, at) =>
    (await import('#src/contracts/submission.ts')).examineSubmission(body, sender, area, at);
