/** The pages, the OpenAPI document, and the response to every path that has no route. */
import { readFileSync } from 'node:fs';
import { withAddresses } from '#src/http/openapi-addresses.ts';
import { webApp } from '#src/http/web.ts';
import { readEnvironment } from '#src/platform/environment.ts';
import type { App } from '#src/platform/http-message.ts';
import { eager, lazy } from '#src/platform/lazy.ts';
import { pagesApp } from '#src/web/app/app.ts';
import type { PageAssets } from '#src/web/assets/assets.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { en } from '#src/web/texts/en.ts';
import { loadBasics, now, partyRegister } from '../shared/basics.ts';
import { httpHandler } from '../shared/gateway.ts';
import { envSchema, pagesUrlOf } from './env.ts';

const getApp = eager(async () => {
  const env = readEnvironment(envSchema);
  const { area, log } = loadBasics('web', env.AREA_FILE);
  const pagesUrl = pagesUrlOf(env);
  const addresses = { api: env.PUBLIC_URL, pages: pagesUrl, token: env.TOKEN_URL };
  const openApi = withAddresses(readFileSync(env.OPENAPI_FILE, 'utf8'), addresses);
  const assets: PageAssets = JSON.parse(readFileSync(env.PAGES_FILE, 'utf8'));
  // Loaded for sign-in and signed-in pages only, so that public pages start faster.
  const lazyDeps = lazy(async () => (await import('./signed-in-deps.ts')).makeSignedInDeps(env, area, log));
  const signedInDeps = async () => {
    const { refreshKeys, ...deps } = await lazyDeps();
    await refreshKeys();
    return deps;
  };
  const api = webApp({ area, log, register: partyRegister(area, {}), openApi });
  const pageDeps = { area, log, now, pagesUrl, signedInDeps };
  const hasAuthorityIssuer = env.AUTHORITY_SIGN_IN !== undefined;
  const site = { authority: area.authority, assets: assets.links, texts: en, stage: env.STAGE, hasAuthorityIssuer };
  return routeByPath(api, pagesApp(pageRoutes(openApi), pageDeps, site, assets));
});

/** Errors under /v1/ are problem documents; everywhere else they are pages. */
const routeByPath =
  (api: App, pages: App): App =>
  (request) =>
    request.path.startsWith('/v1/') ? api(request) : pages(request);

export const handler = httpHandler(getApp);
