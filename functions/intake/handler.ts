/** POST /v1/referrals, /v1/referrals/batch and /v1/not-referred. */
import { parseSubmission, readAsAccepted } from '#src/contracts/submission.ts';
import { intakeApp } from '#src/http/intake.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager } from '#src/platform/lazy.ts';
import { loadBasics, now, partyRegister } from '../shared/basics.ts';
import { apiHandler } from '../shared/gateway.ts';
import { loadKeys, withFreshKeys } from '../shared/keys.ts';
import { envSchema } from './env.ts';
import { intakeStores } from './stores.ts';

const getApp = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('intake', env.AREA_FILE);
  const keys = await loadKeys(area, log, env.SECRET_ID);
  const app = intakeApp({
    area,
    log,
    now,
    register: partyRegister(area, env.CLIENT_PARTIES),
    keys,
    parseSubmission: (body, sender, at) => parseSubmission(body, sender, area, at),
    readAsAccepted,
    ...intakeStores(env, log),
  });
  return withFreshKeys(keys, app);
});

export const handler = apiHandler(getApp);
