/** The pages, the OpenAPI document, and the answer to every address that no route takes. */
import { readFileSync } from 'node:fs';
import { webApp } from '#src/http/web.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import type { App } from '#src/platform/exchange.ts';
import { onDemand, startNow } from '#src/platform/once.ts';
import { pagesApp } from '#src/web/app/app.ts';
import type { PageAssets } from '#src/web/assets/assets.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { en } from '#src/web/texts/en.ts';
import { basics, now, register } from '../basics.ts';
import { httpHandler } from '../gateway.ts';
import { envSchema } from './env.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = basics('web', env.AREA_FILE);
  const openApi = readFileSync(env.OPENAPI_FILE, 'utf8');
  const made: PageAssets = JSON.parse(readFileSync(env.PAGES_FILE, 'utf8'));
  // Loaded where somebody is signed in or signs in: whoever only reads is answered without it.
  const whole = onDemand(async () => (await import('./whole.ts')).makeWhole(env, area, log));
  const api = webApp({ area, log, register: register(area, {}), openApi });
  const setting = { area, log, now, publicUrl: env.PUBLIC_URL, whole };
  const site = { authority: area.authority, assets: made.links, texts: en };
  return byPath(api, pagesApp(pageRoutes(openApi), setting, site, made));
});

/** Under /v1/ answers are problem documents, elsewhere they are pages. */
const byPath =
  (api: App, pages: App): App =>
  (asked) =>
    asked.path.startsWith('/v1/') ? api(asked) : pages(asked);

export const handler = httpHandler(ready);
