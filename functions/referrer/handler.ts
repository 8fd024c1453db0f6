/** The referrals API: a sender lists, reads, corrects and withdraws their own referrals. */
import { parseSubmission } from '#src/contracts/submission.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { balanceStore } from '#src/store/balances.ts';
import { documentClient } from '#src/store/client.ts';
import { loadBasics, now, partyRegister } from '../shared/basics.ts';
import { apiHandler } from '../shared/gateway.ts';
import { loadKeys, withFreshKeys } from '../shared/keys.ts';
import { queueDeps } from '../shared/queues.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getApp = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('referrer', env.AREA_FILE);
  const keys = await loadKeys(area, log, env.SECRET_ID);
  const app = referrerApp({
    area,
    log,
    now,
    register: partyRegister(area, env.CLIENT_PARTIES),
    keys,
    parseSubmission: (body, sender, at, accepted) => parseSubmission(body, sender, area, at, accepted),
    ...stores(env),
    balances: balanceStore(documentClient(), env.WORK_TABLE),
    ...queueDeps(env),
  });
  return withFreshKeys(keys, app);
});

export const handler = apiHandler(getApp);
