/** The referrals API: a sender lists, reads, corrects and withdraws their own referrals. */
import { examineSubmission } from '#src/contracts/submission.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { basics, now, register } from '../basics.ts';
import { httpHandler } from '../gateway.ts';
import { sending } from '../sending.ts';
import { keys, stores } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = basics('referrer', env.AREA_FILE);
  return referrerApp({
    area,
    log,
    now,
    register: register(area, env.CLIENT_PARTIES),
    keys: await keys(area, env.SECRET_ID),
    examine: (body, sender, at) => examineSubmission(body, sender, area, at),
    ...stores(env),
    ...sending(env),
  });
});

export const handler = httpHandler(ready);
