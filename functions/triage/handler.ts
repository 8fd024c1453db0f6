/** The triage API: lists held cases and takes decisions on them. */
import { triageApp } from '#src/http/triage.ts';
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
  const { area, log } = loadBasics('triage', env.AREA_FILE);
  const keys = await loadKeys(area, log, env.SECRET_ID);
  const app = triageApp({
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
