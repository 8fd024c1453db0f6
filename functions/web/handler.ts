/** The pages, the OpenAPI document, and the response to every path that has no route. */
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
  // Loaded for sign-in and signed-in pages only, so that public pages start faster.
  const whole = onDemand(async () => (await import('./whole.ts')).makeWhole(env, area, log));
  const api = webApp({ area, log, register: register(area, {}), openApi });
  const setting = { area, log, now, publicUrl: env.PUBLIC_URL, whole };
  const site = { authority: area.authority, assets: made.links, texts: en };
  return byPath(api, pagesApp(pageRoutes(openApi), setting, site, made));
});

/** Errors under /v1/ are problem documents; everywhere else they are pages. */
const byPath =
  (api: App, pages: App): App =>
  (asked) =>
    asked.path.startsWith('/v1/') ? api(asked) : pages(asked);

export const handler = httpHandler(ready);
