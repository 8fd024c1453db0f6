/** Pictures of the sample pages, for people to look at: node test/web/shots.ts <folder> [name …] */
import { assetsByPath } from '#src/web/assets/assets.ts';
import { buildAssets } from '#src/web/assets/build-assets.ts';
import { securityHeaders } from '#src/web/headers.ts';
import { startCamera } from '#test/support/camera.ts';
import { rendered, sampleNames } from '#test/web/samples.ts';

const [folder = '.', ...only] = process.argv.slice(2);
const files = assetsByPath(buildAssets());
const camera = await startCamera(folder, (path) => {
  const file = files.get(path);
  const name = path.slice(1);
  const page = sampleNames.includes(name) ? rendered(name) : undefined;
  return {
    status: file || page ? 200 : 404,
    headers: { ...securityHeaders, 'content-type': file?.type ?? 'text/html; charset=utf-8' },
    body: file?.body ?? page ?? '',
  };
});
for (const name of only.length > 0 ? only : sampleNames) await camera.shoot(name, `/${name}`);
await camera.stop();
