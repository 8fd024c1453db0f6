/** JSON files written when the code is bundled. Functions read them at start-up instead of building them. */
import type { Area } from '#src/domain/area.ts';
import { openApiDocument } from '#src/http/openapi.ts';
import { buildAssets } from '#src/web/assets/build-assets.ts';

export const bundledFiles = (area: Area) => ({
  'area.json': (): unknown => area,
  'openapi.json': (): unknown => openApiDocument(area),
  'pages.json': (): unknown => buildAssets(),
});
