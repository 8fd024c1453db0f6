/** Each quarter of an hour: sends a referral of nobody all the way, over the API and a service's queue. */
import type { Context } from 'aws-lambda';
import { type ReferralsApi, referralsApi } from '#client/library/api.ts';
import { fetchToken } from '#client/library/token.ts';
import type { Party } from '#src/domain/area.ts';
import { canaryOf } from '#src/domain/test-party.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { logger } from '#src/platform/log.ts';
import { readSecret } from '#src/platform/secret.ts';
import { canaryQueue } from '#src/queue/canary-queue.ts';
import { queueClient } from '#src/queue/hand-off-queue.ts';
import { tokenStore } from '#src/store/canary-tokens.ts';
import { documentClient } from '#src/store/client.ts';
import { walkCanary } from '#src/usecases/jobs/walk-canary.ts';
import { errorFields } from '#src/usecases/ports/log.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { envSchema } from './env.ts';
import { type CanaryClients, parseCertificate, parseClients } from './secrets.ts';
import { storedToken } from './stored-token.ts';

/** One more try than none: what needs more is what it is there to find. */
const patience = { tries: 2, timeoutMs: 15_000 };

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('canary', env.AREA_FILE);
  const parties = canaryOf(area);
  if (!parties) throw new Error('The area has no canary');
  const clients = parseClients(await readSecret(env.CANARY_SECRET_ID));
  const { CANARY_CERTIFICATE_ID: certificateId } = env;
  const presenting = certificateId !== undefined && { fetch: parseCertificate(await readSecret(certificateId)) };
  const tables = documentClient();
  const as = (party: Party, { id, secret }: CanaryClients['sender']): ReferralsApi => {
    const askIssuer = () => fetchToken({ tokenUrl: env.TOKEN_URL, clientId: id, clientSecret: secret }, patience);
    const token = storedToken(askIssuer, tokenStore(tables, env.WEB_TABLE, party.id), now);
    // To the API alone: the issuer is asked without it.
    return referralsApi({ url: env.PUBLIC_URL, token, ...patience, ...presenting });
  };
  return {
    log,
    now,
    sender: as(parties.sender, clients.sender),
    service: as(parties.service, clients.service),
    serviceId: parties.service.id,
    queue: canaryQueue(queueClient(), `${env.QUEUE_URL_PREFIX}${parties.service.id}`),
  };
});

export async function handler(_event: unknown, context: Context): Promise<void> {
  await walkCanary(await getDepsOrTell(), () => context.getRemainingTimeInMillis());
}

/** What fails before the first step is told as a step is, so that whoever is called finds it in the log. */
async function getDepsOrTell() {
  try {
    return await getDeps();
  } catch (error) {
    logger('canary').error('canary-failed', { reason: 'set-up', ...errorFields(error) });
    throw error;
  }
}
