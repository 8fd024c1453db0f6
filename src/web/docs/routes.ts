/** The API reference. */
import type { PageRoute } from '../app/page.ts';
import { forAnyone } from '../app/route-builders.ts';

/** @param openApi the OpenAPI document as JSON */
export const docsRoutes = (openApi: string): readonly PageRoute[] => [
  forAnyone('GET')('/docs', 'The API reference', async (call) =>
    (await import('./reference.ts')).referencePage(call, openApi),
  ),
  forAnyone('GET')('/docs/calls/{name}', 'One call of the API', async (call) =>
    (await import('./reference.ts')).callPage(call, openApi),
  ),
];
