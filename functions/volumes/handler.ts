/** The volumes API: reads the counters only. */
import { volumesApp } from '#src/http/volumes.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { documentClient } from '#src/store/client.ts';
import { counterReader } from '#src/store/counters.ts';
import { basics, now, register } from '../basics.ts';
import { httpHandler } from '../gateway.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = basics('volumes', env.AREA_FILE);
  return volumesApp({
    area,
    log,
    now,
    register: register(area, env.CLIENT_PARTIES),
    counters: counterReader(documentClient(), env.COUNTERS_TABLE),
  });
});

export const handler = httpHandler(ready);
