import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stopOrphanedProcess } from '#local/emulators/dynamodb.ts';
import { findCommandLine } from '#local/workarounds/command-line.ts';
import { makeFolder, removeFolder } from './support/small-system.ts';

const root = path.join(import.meta.dirname, '../..');

test('a run that ends without stopping its DynamoDB leaves none behind', async () => {
  const folder = makeFolder();
  onTestFinished(() => removeFolder(folder));
  const run = `
    import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Of an earlier run, whose process id may have been given to another program since. */
describe('the DynamoDB that a run finds at the process id that it saved', () => {
  test.each([
    ['is its own where it serves the same file', (file: string) => file, true],
    ['is another where the name only begins so', (file: string) => `${file}.before`, false],
    ['is another where the path only ends so', (file: string) => `/other${file}`, false],
  ])('%s', async (_what, servedFor, isEnded) => {
    const folder = path.join(makeFolder(), 'with a space');
    onTestFinished(() => removeFolder(path.dirname(folder)));
    mkdirSync(folder);
    const file = path.join(folder, 'tables.db');
    const served = servedFor(file);
    // Runs nothing of DynamoDB, and its command line reads as if it did.
    const child = spawn(
      process.execPath,
      ['--eval', 'setInterval(() => {}, 1000)', '--', 'dynoxide', 'serve', '--port', '1', '--db-path', served],
      { stdio: 'ignore' },
    );
    const ended = once(child, 'exit');
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    await expect.poll(() => findCommandLine(pid)).toContain(served);
    const pidFile = path.join(folder, 'pid');
    writeFileSync(pidFile, `${pid}\n`);

    expect(await stopOrphanedProcess(pidFile, file)).toBe(isEnded ? pid : undefined);

    expect(existsSync(pidFile)).toBe(false);
    if (isEnded) await ended;
    else expect(child.exitCode ?? child.signalCode).toBeNull();
  });
});

/** One that has ended and is not yet waited for has no command line. */
function isDynoxide(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dynoxide');
  } catch {
    return false;
  }
}
