/** The pages, the OpenAPI document, and the answer to every address that no route takes. */
import { readFileSync } from 'node:fs';
import { webApp } from '#src/http/web.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import type { App } from '#src/platform/exchange.ts';
import { startNow } from '#src/platform/once.ts';
import { documentClient } from '#src/store/client.ts';
import { counterReader, counterWriter } from '#src/store/counters.ts';
import { drafts, sessions } from '#src/store/web.ts';
import { pagesApp } from '#src/web/app/app.ts';
import type { PageAssets } from '#src/web/assets/assets.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { en } from '#src/web/texts/en.ts';
import { httpHandler } from '../gateway.ts';
import { basics, keys, now, register, setting, stores } from '../wiring.ts';
import { envSchema } from './env.ts';
import { examineLater, queueLater, signInLater } from './later.ts';

const ready = startNow(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = basics('web', env.AREA_FILE);
  const openApi = readFileSync(env.OPENAPI_FILE, 'utf8');
  const made: PageAssets = JSON.parse(readFileSync(env.PAGES_FILE, 'utf8'));
  const client = documentClient();
  const provider = signInLater({
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID,
    redirectUri: `${env.PUBLIC_URL}/sign-in/callback`,
    signedOutUri: `${env.PUBLIC_URL}/signed-out`,
  });
  const deps = {
    area,
    log,
    now,
    provider,
    setting: setting(area),
    keys: await keys(area, env.SECRET_ID),
    examine: examineLater(area),
    sessions: sessions(client, env.WEB_TABLE),
    drafts: drafts(client, env.WEB_TABLE),
    counters: counterReader(client, env.COUNTERS_TABLE),
    duplicates: counterWriter(client, env.COUNTERS_TABLE),
    ...stores(env),
    queue: queueLater(env),
    publicUrl: env.PUBLIC_URL,
  };
  const api = webApp({ area, log, register: register(area, {}), openApi });
  const site = { authority: area.authority, assets: made.links, texts: en };
  return byPath(api, pagesApp(pageRoutes(openApi), deps, site, made));
});

/** Under /v1/ answers are problem documents, elsewhere they are pages. */
const byPath =
  (api: App, pages: App): App =>
  (asked) =>
    asked.path.startsWith('/v1/') ? api(asked) : pages(asked);

export const handler = httpHandler(ready);
