/** POST /v1/referrals and /v1/referrals/batch. */
import { examineSubmission, readyToRead } from '#src/contracts/submission.ts';
import { intakeApp } from '#src/http/intake.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { basics, now, register } from '../basics.ts';
import { httpHandler } from '../gateway.ts';
import { door, keys } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  readyToRead();
  const { area, log } = basics('intake', env.AREA_FILE);
  return intakeApp({
    area,
    log,
    now,
    register: register(area, env.CLIENT_PARTIES),
    keys: await keys(area, env.SECRET_ID),
    examine: (body, sender, at) => examineSubmission(body, sender, area, at),
    ...door(env),
  });
});

export const handler = httpHandler(ready);
