import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeFolder } from '#test/support/make-folder.ts';

const launcher = path.join(import.meta.dirname, '../../../client/bin/referrals.mjs');
/** Makes this Node report an older version. */
const oldNode =
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';

async function start(file: string, words: readonly string[], { old = false, env = process.env } = {}) {
  const child = spawn(process.execPath, [...(old ? ['--import', oldNode] : []), file, ...words], { env });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { out, err, code };
}

describe('the launcher', () => {
  test('runs on a recent Node', async () => {
    expect(await start(launcher, ['--help'])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Usage/) });
  });

  test('starts the bundled Node instead of an old one, and passes arguments, output and exit code', async () => {
    const env = { ...process.env, PATH: '' };
    expect(await start(launcher, ['--help'], { old: true, env })).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^Usage/),
    });
    const wrong = await start(launcher, ['status', 'not a reference'], { old: true, env });
    expect(wrong).toEqual({
      code: 2,
      out: '',
      err: 'A reference looks like GM-7K3M-9QTX. The id of a referral is taken too.\n',
    });
  });

  test('ends at Ctrl-C, whatever a command still waited for, once it has said what there is to say', async () => {
    const env = { ...process.env };
    for (const name of ['URL', 'TOKEN_URL']) env[`REFERRALS_${name}`] = 'http://127.0.0.1:9';
    for (const name of ['CLIENT_ID', 'CLIENT_SECRET']) env[`REFERRALS_${name}`] = 'made-up';
    const words = ['conformance', '--as', 'sender', '--port', '0', '--wait', '600'];
    const child = spawn(process.execPath, [launcher, ...words], { env });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const ended = once(child, 'close');
    const out = text(child.stdout);
    let said = '';
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (more) => {
        said += String(more);
        if (said.includes('1 of 9')) resolve();
      });
    });
    child.kill('SIGINT');
    expect(await ended).toEqual([1, null]);
    expect(await out).toContain('9 not tried');
  });

  test('says so plainly when there is no recent Node', async () => {
    const away = makeFolder();
    mkdirSync(path.join(away, 'client', 'bin'), { recursive: true });
    const copy = path.join(away, 'client', 'bin', 'referrals.mjs');
    cpSync(launcher, copy);
    cpSync(path.join(path.dirname(launcher), 'launch.mjs'), path.join(path.dirname(copy), 'launch.mjs'));
    const { code, out, err } = await start(copy, ['--help'], { old: true, env: { PATH: away } });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('referrals needs Node 24.16 or later');
  });
});
