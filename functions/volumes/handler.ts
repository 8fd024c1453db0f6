/** The volumes API: reads the counters only. */
import { volumesApp } from '#src/http/volumes.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { eager, lazy } from '#src/platform/lazy.ts';
import { documentClient } from '#src/store/client.ts';
import { counterReader } from '#src/store/counters.ts';
import { cellKeyOf } from '#src/usecases/volumes/cell-key.ts';
import { loadBasics, now, partyRegister } from '../shared/basics.ts';
import { apiHandler } from '../shared/gateway.ts';
import { loadKeys } from '../shared/keys.ts';
import { envSchema } from './env.ts';

const getApp = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('volumes', env.AREA_FILE);
  return volumesApp({
    area,
    log,
    now,
    register: partyRegister(area, env.CLIENT_PARTIES),
    counters: counterReader(documentClient(), env.COUNTERS_TABLE),
    cellKey: lazy(async () => cellKeyOf(await loadKeys(area, log, env.SECRET_ID))),
  });
});

export const handler = apiHandler(getApp);
