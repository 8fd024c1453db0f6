/** The API reference. */
import type { PageRoute } from '../app/page.ts';
import { forAnyone } from '../app/table.ts';

/** @param openApi the API's description as JSON */
export const docsRoutes = (openApi: string): readonly PageRoute[] => [
  forAnyone('GET')('/docs', 'The API reference', async (call) =>
    (await import('./reference.ts')).reference(call, openApi),
  ),
];
