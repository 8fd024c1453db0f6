/** Public pages, the OpenAPI document, and the answer to every address that no route takes. */
import { readFileSync } from 'node:fs';
import { webApp } from '#src/http/web.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import { startNow } from '#src/platform/once.ts';
import { basics, httpHandler, register } from '../wiring.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = basics('web', env.AREA_FILE);
  const openApi = readFileSync(env.OPENAPI_FILE, 'utf8');
  return webApp({ area, log, register: register(area, {}), openApi });
});

export const handler = httpHandler(ready);
