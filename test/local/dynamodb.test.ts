import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder, removeFolder } from './support/small-system.ts';

const root = path.join(import.meta.dirname, '../..');

test('a run that ends without stopping its DynamoDB leaves none behind', async () => {
  const folder = makeFolder();
  onTestFinished(() => removeFolder(folder));
  const run = `
    import { readFileSync } from 'node:fs';
    import { startDynamoDb } from '#local/emulators/dynamodb.ts';
    import { findFreePort } from '#local/emulators/ports.ts';
    await startDynamoDb({
      port: await findFreePort(undefined),
      file: '${folder}/tables.db',
      pidFile: '${folder}/pid',
      region: 'eu-west-2',
      onFatalError: () => undefined,
    });
    process.stdout.write(readFileSync('${folder}/pid'));
    process.exit(1);
  `;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', run], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(await text(child.stdout));
  expect(pid).toBeGreaterThan(1);
  onTestFinished(() => {
    if (isDynoxide(pid)) process.kill(pid, 'SIGKILL');
  });
  if (child.exitCode === null) await once(child, 'exit');
  await expect.poll(() => isDynoxide(pid)).toBe(false);
});

/** One that has ended and is not yet waited for has no command line. */
function isDynoxide(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dynoxide');
  } catch {
    return false;
  }
}
