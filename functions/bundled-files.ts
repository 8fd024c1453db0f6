/** Files made when code is bundled, to travel beside it: read by functions, never made by them. */
import type { Area } from '#src/domain/area.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import { makeAssets } from '#src/web/assets/make.ts';

export const bundledFiles = (area: Area) => ({
  'area.json': (): unknown => area,
  'openapi.json': (): unknown => openApiDocument(area),
  'pages.json': (): unknown => makeAssets(),
});
