/** Each quarter of an hour: sends a referral of nobody all the way, over the API and a service's queue. */
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { type ReferralsApi, referralsApi } from '#client/library/api.ts';
import { clientCredentials } from '#client/library/token.ts';
import type { Party } from '#src/domain/area.ts';
import { canaryOf } from '#src/domain/test-party.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { readSecret } from '#src/platform/secret.ts';
import { canaryQueue } from '#src/queue/canary-queue.ts';
import { queueClient } from '#src/queue/hand-off-queue.ts';
import { tokenShelf } from '#src/store/canary-tokens.ts';
import { documentClient } from '#src/store/client.ts';
import { walkCanary } from '#src/usecases/walk-canary.ts';
import { loadBasics, now } from '../shared/basics.ts';
import { envSchema } from './env.ts';
import { storedToken } from './stored-token.ts';

const client = z.object({ id: z.string().min(1), secret: z.string().min(1) });
/** As lib/constructs/canary.ts writes it, or the authority where its issuer is its own. */
const clientsSchema = z.object({ sender: client, service: client });

/** One more try than none: what needs more is what it is there to find. */
const patience = { tries: 2, timeoutMs: 15_000 };

const getDeps = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('canary', env.AREA_FILE);
  const parties = canaryOf(area);
  if (!parties) throw new Error('The area has no canary');
  const clients = clientsSchema.parse(JSON.parse(await readSecret(env.CANARY_SECRET_ID)));
  const tables = documentClient();
  const as = (party: Party, { id, secret }: z.infer<typeof client>): ReferralsApi => {
    const askIssuer = () =>
      clientCredentials({ tokenUrl: env.TOKEN_URL, clientId: id, clientSecret: secret }, patience).get();
    const token = storedToken(askIssuer, tokenShelf(tables, env.WEB_TABLE, party.id), now);
    return referralsApi({ url: env.PUBLIC_URL, token, ...patience });
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
  await walkCanary(await getDeps(), () => context.getRemainingTimeInMillis());
}
