import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startFakeApi } from '#test/client/support/fake-api.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';
import { makeFolder } from '#test/support/make-folder.ts';

const at = '2026-11-19T09:00:00.000Z';

test('changes are told, and the next run goes on from the cursor in the file', async () => {
  const api = await startFakeApi(({ url }) => ({
    body: url.includes('cursor=')
      ? { items: [], cursor: 'third', more: false }
      : {
          items: [
            { at, referralId: 'a', event: 'received', status: 'routed' },
            { at, referralId: 'a', handOffId: 'a-01', event: 'accepted', status: 'accepted' },
          ],
          cursor: 'second',
          more: false,
        },
  }));
  const folder = makeFolder();
  const run = () => runReferrals(['changes', '--cursor', 'place'], makeTerminal({ env: api.env, folder }));
  expect(await run()).toEqual({
    code: 0,
    err: '',
    out: `${at} a received, now routed\n${at} a-01 accepted, now accepted\n`,
  });
  expect(await run()).toEqual({ code: 0, err: '', out: '' });
  expect(api.requests.map(({ url }) => url)).toEqual(['/v1/changes', '/v1/changes?cursor=second']);
  expect(readFileSync(path.join(folder, 'place'), 'utf8')).toBe('third\n');
});

test('a file that holds no cursor is not read as one', async () => {
  const folder = makeFolder({ place: 'victim.familyName,Example' });
  const { code, err } = await runReferrals(['changes', '--cursor', 'place'], makeTerminal({ folder }));
  expect([code, err]).toEqual([1, 'place holds no cursor. Name another file, or remove it to begin 90 days back.\n']);
});

test('a folder that is not there is said before anything is asked', async () => {
  const api = await startFakeApi(() => ({ body: { items: [], cursor: 'second', more: false } }));
  const terminal = makeTerminal({ env: api.env, folder: makeFolder() });
  const { code, err } = await runReferrals(['changes', '--cursor', 'missing/place'], terminal);
  expect([code, err]).toEqual([
    1,
    'The folder of missing/place does not exist. Make it first, or name another file.\n',
  ]);
  expect(api.requests).toEqual([]);
});

test('a cursor that is a folder is said in words', async () => {
  const { code, err } = await runReferrals(['changes', '--cursor', '.'], makeTerminal({ folder: makeFolder() }));
  expect([code, err]).toEqual([1, '. cannot be read (EISDIR).\n']);
});
