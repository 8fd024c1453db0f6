/** The pages of the documentation of an area, for nobody in particular. */
import { JSDOM } from 'jsdom';
import type { Area } from '#src/domain/area.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import { pagesApp } from '#src/web/app/app.ts';
import { buildAssets } from '#src/web/assets/build-assets.ts';
import { docsRoutes } from '#src/web/docs/routes.ts';
import { en } from '#src/web/texts/en.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';
import { sendRequest } from '#test/support/send-request.ts';

const assets = buildAssets();

export function docsOf(area: Area) {
  const openApi = JSON.parse(JSON.stringify(openApiDocument(area)));
  const app = pagesApp(
    docsRoutes(JSON.stringify(openApi)),
    {
      area,
      now: () => new Date('2026-11-19T09:00:00Z'),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      pagesUrl: 'https://referrals.example.org',
      signedInDeps: () => Promise.reject(new Error('These pages need nobody to be signed in.')),
    },
    { authority: area.authority, assets: assets.links, texts: en, stage: 'production', hasAuthorityIssuer: false },
    assets,
  );
  return {
    openApi,
    async openDocs(path: string): Promise<{ status: number; document: Document; text: string }> {
      const response = await sendRequest(app, path);
      const { document } = new JSDOM(await response.text()).window;
      const text = (document.querySelector('main')?.textContent ?? '').replaceAll(/\s+/g, ' ');
      return { status: response.status, document, text };
    },
  };
}

export const { openApi, openDocs } = docsOf(exampleArea());
