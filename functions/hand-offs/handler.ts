/** The hand-offs API: a service reads its hand-offs and reports on them. */
import { handOffsApp } from '#src/http/hand-offs.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { basics, now, register } from '../basics.ts';
import { httpHandler } from '../gateway.ts';
import { sending } from '../sending.ts';
import { keys, setting, stores } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = basics('hand-offs', env.AREA_FILE);
  return handOffsApp({
    area,
    log,
    now,
    setting: setting(area),
    register: register(area, env.CLIENT_PARTIES),
    keys: await keys(area, env.SECRET_ID),
    ...stores(env),
    ...sending(env),
  });
});

export const handler = httpHandler(ready);
