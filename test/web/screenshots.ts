/** Pictures of the sample pages, for people to look at: node test/web/screenshots.ts <folder> [name …] */
import { assetsByPath } from '#src/web/assets/assets.ts';
import { buildAssets } from '#src/web/assets/build-assets.ts';
import { securityHeaders } from '#src/web/headers.ts';
import { startScreenshots } from '#test/support/screenshots.ts';
import { rendered, sampleNames } from '#test/web/support/sample-pages.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const files = assetsByPath(buildAssets());
const screenshots = await startScreenshots(folder, (path) => {
  const file = files.get(path);
  const name = path.slice(1);
  const page = sampleNames.includes(name) ? rendered(name) : undefined;
  return {
    status: file || page ? 200 : 404,
    headers: { ...securityHeaders, 'content-type': file?.type ?? 'text/html; charset=utf-8' },
    body: file?.body ?? page ?? '',
  };
});
for (const name of only.length > 0 ? only : sampleNames) await screenshots.take(name, `/${name}`);
await screenshots.stop();
