/** The hand-offs API: a service reads its hand-offs and reports on them. */
import { handOffsApp } from '#src/http/hand-offs.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { loadBasics, now, partyRegister } from '../shared/basics.ts';
import { apiHandler } from '../shared/gateway.ts';
import { loadKeys, withFreshKeys } from '../shared/keys.ts';
import { queueDeps } from '../shared/queues.ts';
import { stores } from '../shared/stores.ts';
import { envSchema } from './env.ts';

const getApp = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('hand-offs', env.AREA_FILE);
  const keys = await loadKeys(area, log, env.SECRET_ID);
  const app = handOffsApp({
    area,
    log,
    now,
    register: partyRegister(area, env.CLIENT_PARTIES),
    keys,
    ...stores(env),
    ...queueDeps(env),
  });
  return withFreshKeys(keys, app);
});

export const handler = apiHandler(getApp);
