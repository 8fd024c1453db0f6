import { describe, expect, test } from 'vitest';
import { type FakeResponse, referralResponse, startFakeApi } from '#test/client/support/fake-api.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';
import { makeFolder } from '#test/support/make-folder.ts';

const standing = { ...referralResponse(), version: 3 };
const startWith = (corrected: FakeResponse = { body: { ...standing, version: 4, status: 'routed' } }) =>
  startFakeApi(({ method, url }) => {
    if (method !== 'GET') return corrected;
    return { body: url.includes('?') ? { items: [standing] } : standing };
  });
const files = { 'whole.json': '{"crimeReference":"06AB/0001234/26"}', 'part.json': '{"contact":{"phone":null}}' };

describe('correct', () => {
  test.each([
    [['whole.json'], 'PUT', 'application/json', '"3"', { crimeReference: '06AB/0001234/26' }],
    [['part.json', '--patch'], 'PATCH', 'application/merge-patch+json', '"3"', { contact: { phone: null } }],
    [['part.json', '--patch', '--if-version', '2'], 'PATCH', 'application/merge-patch+json', '"2"', {}],
  ])('%j', async (words, method, type, version, body) => {
    const api = await startWith();
    const terminal = makeTerminal({ env: api.env, folder: makeFolder(files) });
    const { code, out, err } = await runReferrals(['correct', 'gm-7k3m-9qtx', ...words], terminal);
    expect([code, out, err]).toEqual([0, 'GM-7K3M-9QTX is routed (version 4)\n', '']);
    expect(api.requests.at(-1)).toMatchObject({
      method,
      url: `/v1/referrals/${standing.referralId}`,
      headers: { 'if-match': version, 'content-type': type },
      body,
    });
  });

  test('takes the id of a referral', async () => {
    const api = await startWith();
    const terminal = makeTerminal({ env: api.env, folder: makeFolder(files) });
    const { code, out } = await runReferrals(['correct', standing.referralId, 'whole.json'], terminal);
    expect([code, out]).toEqual([0, 'GM-7K3M-9QTX is routed (version 4)\n']);
    expect(api.requests.map(({ url }) => url)).toEqual(Array(2).fill(`/v1/referrals/${standing.referralId}`));
  });

  test.each([
    ['gone.json', 'gone.json cannot be read (ENOENT).'],
    ['two.json', 'two.json holds 2 referrals. A correction is of one.'],
  ])('%s sends nothing', async (file, why) => {
    const api = await startWith();
    const terminal = makeTerminal({ env: api.env, folder: makeFolder({ 'two.json': '[{}, {}]' }) });
    const { code, err } = await runReferrals(['correct', 'GM-7K3M-9QTX', file], terminal);
    expect(code).toBe(1);
    expect(err.toLowerCase()).toContain(why.toLowerCase());
    expect(api.requests).toEqual([]);
  });
});
