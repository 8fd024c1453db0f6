import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { batchesOf } from '#client/commands/send-items.ts';
import { columns } from '#client/referral-files/columns.ts';
import { csvTemplate } from '#client/referral-files/template.ts';
import {
  batchResponse,
  heldResponse,
  problem,
  problemResponse,
  type ReceivedRequest,
  referralResponse,
  startFakeApi,
} from '#test/client/support/fake-api.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';
import { makeFolder } from '#test/support/make-folder.ts';
import { submission } from '#test/support/submissions.ts';

const lines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => submission({ crimeReference: `06AB/${index + 1}/26` }));

const errors = [{ pointer: '/victim/familyName', code: 'required', detail: 'Give the family name.' }];
/** Decides by the crime reference: held, already sent, refused or accepted. */
function judged(referral: unknown) {
  const { crimeReference } = referral as { crimeReference?: string };
  if (crimeReference === 'HELD') return { status: 201, body: heldResponse() };
  if (crimeReference === 'AGAIN') return { status: 200, body: referralResponse(), replayed: true };
  if (crimeReference === 'WRONG') return { status: 422, body: problem('invalid-referral', { errors }) };
  if (crimeReference === 'OTHER')
    return { status: 409, body: problem('already-referred', { referralId: 'stands', currentStatus: 'closed' }) };
  return { status: 201, body: referralResponse() };
}
const judging = (asked: ReceivedRequest) => batchResponse(asked, judged);

const five = ['NEW', 'HELD', 'AGAIN', 'WRONG', 'OTHER'].map((crimeReference) => submission({ crimeReference }));

async function submit(words: readonly string[], files: Record<string, string>, answer = judging) {
  const api = await startFakeApi(answer);
  const io = makeTerminal({ folder: makeFolder(files), env: api.env });
  return { ...(await runReferrals(['submit', ...words], io)), api, io };
}

test('each referral is reported by its position, with what to correct', async () => {
  const { code, out, err } = await submit(['all.ndjson'], { 'all.ndjson': lines(...five) });
  expect(out.split('\n')).toEqual([
    'line 1: accepted GM-7K3M-9QTX to Service One by 2026-11-26T23:59:59Z',
    'line 2: held GM-7K3M-9QTX',
    '  no-safe-contact: Find a safe way.',
    'line 3: replayed GM-7K3M-9QTX (received) to Service One by 2026-11-26T23:59:59Z',
    'line 4: refused invalid-referral: The referral has faults.',
    '  /victim/familyName required: Give the family name.',
    'line 5: refused already-referred: it is stands (closed), sent before with other content',
    '  To correct it: referrals correct stands <file>',
    '',
  ]);
  expect(err).toBe('5 referrals: 1 accepted, 1 held, 1 replayed, 2 refused.\n');
  expect(code).toBe(1);
});

test.each([
  ['routed', referralResponse({ status: 'routed' }), ' (routed) to Service One by 2026-11-26T23:59:59Z'],
  ['held', heldResponse(), ' (held)\n  no-safe-contact: Find a safe way.'],
  [
    'withdrawn',
    referralResponse({ status: 'withdrawn' }),
    ' (withdrawn)\n  To refer the person again, send it as a correction: that opens it again.',
  ],
])('of a replay it tells how it stands now: %s', async (_, body, text) => {
  const replay = (asked: ReceivedRequest) => batchResponse(asked, () => ({ status: 200, body, replayed: true }));
  const { out, code } = await submit(['one.json'], { 'one.json': JSON.stringify(five[0]) }, replay);
  expect(out).toBe(`item 1: replayed GM-7K3M-9QTX${text}\n`);
  expect(code).toBe(0);
});

test('a dry run tells a replay and other content from what is new, and goes on', async () => {
  const answers = (asked: ReceivedRequest) => {
    const { status, body, ...rest } = judged(asked.body);
    return { status, body, headers: 'replayed' in rest ? { 'idempotency-replayed': 'true' } : {} };
  };
  const { out } = await submit(
    ['all.json', '--dry-run', '--format', 'ndjson'],
    { 'all.json': JSON.stringify(five) },
    answers,
  );
  const results = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(results.map(({ outcome }) => outcome)).toEqual(['accepted', 'held', 'replayed', 'refused', 'refused']);
  expect(results[4]).toMatchObject({ code: 'already-referred', referralId: 'stands', currentStatus: 'closed' });
});

test('a fault in a CSV is told by its column', async () => {
  const faults = [
    { pointer: '/suspects/0/releaseOn', code: 'invalid-value', detail: 'Give a date.' },
    { pointer: '', code: 'required', detail: 'Give a reference.' },
  ];
  const csv = 'victim.familyName,suspects[1].releaseOn,suspects[2].releaseOn\nExample,,soon\n';
  const refuse = (asked: ReceivedRequest) =>
    batchResponse(asked, () => ({ status: 422, body: problem('invalid-referral', { errors: faults }) }));
  const { out } = await submit(['all.csv'], { 'all.csv': csv }, refuse);
  expect(out.split('\n').slice(1)).toEqual([
    '  suspects[2].releaseOn invalid-value: Give a date.',
    '  / required: Give a reference.',
    '',
  ]);
});

test('a fault in a date says how this file writes dates', async () => {
  const faults = ['/reportedAt', '/offence/occurredOn', '/victim/familyName'].map((pointer) => ({
    pointer,
    code: 'invalid-value',
    detail: 'Wrong.',
  }));
  const csv = { 'all.csv': 'reportedAt,offence.occurredOn,victim.familyName\nsoon,31/02/2026,Example\n' };
  const refuse = (asked: ReceivedRequest) =>
    batchResponse(asked, () => ({ status: 422, body: problem('invalid-referral', { errors: faults }) }));
  const told = async (...words: string[]) =>
    (await submit(['all.csv', ...words], csv, refuse)).out.split('\n').slice(1);
  expect(await told('--dates', 'dmy')).toEqual([
    '  reportedAt invalid-value: Wrong. In this file: 18/11/2026 21:40.',
    '  offence.occurredOn invalid-value: Wrong. In this file: 18/11/2026.',
    '  victim.familyName invalid-value: Wrong.',
    '',
  ]);
  expect((await told()).join()).not.toContain('In this file');
});

test('no personal data is printed, whatever the result', async () => {
  const { out, err } = await submit(['all.ndjson', '--format', 'ndjson'], { 'all.ndjson': lines(...five) });
  for (const mark of ['Sam', 'Example', '7700900123', 'sam@example.org', 'Assaulted'])
    expect(out + err).not.toContain(mark);
  expect(JSON.parse(out.split('\n')[3] ?? '')).toMatchObject({ where: 'line 4', outcome: 'refused', errors });
});

test('all accepted, held or already sent is a success', async () => {
  const { code } = await submit(['all.json'], { 'all.json': JSON.stringify(five.slice(0, 3)) });
  expect(code).toBe(0);
});

test('a file is sent in order, in batches that the API accepts', async () => {
  const { api, out, code } = await submit(['all.json'], { 'all.json': JSON.stringify({ referrals: numbered(250) }) });
  const sent = api.requests.map(({ body }) => (body as { referrals: { crimeReference: string }[] }).referrals);
  expect(sent.map((batch) => batch.length)).toEqual([100, 100, 50]);
  expect(sent.flat().map(({ crimeReference }) => crimeReference)).toEqual(
    numbered(250).map(({ crimeReference }) => crimeReference),
  );
  expect(out.trim().split('\n')).toHaveLength(250);
  expect(code).toBe(0);
});

test('a batch is as large as the API accepts, counted in bytes', () => {
  const items = Array.from({ length: 30 }, () => ({ where: '', raw: '', referral: { summary: '€'.repeat(100) } }));
  const batches = batchesOf(items, { count: 100, bytes: 1000 });
  expect(batches.flat()).toEqual(items);
  for (const batch of batches) {
    const body = JSON.stringify({ referrals: batch.map(({ referral }) => referral) });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1000);
  }
  expect(batches.map((batch) => batch.length)).toEqual(Array(10).fill(3));
});

describe('refused referrals', () => {
  test.each([
    [
      'all.ndjson',
      lines(...five),
      (text: string) =>
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
    ],
    ['all.json', JSON.stringify(five), (text: string) => JSON.parse(text)],
  ])('of %s goes to a file of its kind, for the owner’s eyes, to be mended and sent', async (name, text, read) => {
    const { io, err } = await submit([name, '--refused', 'refused'], { [name]: text });
    const file = path.join(io.folder, 'refused');
    expect(read(readFileSync(file, 'utf8'))).toEqual(five.slice(3));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(err).toContain('2 refused written to refused');
  });

  test('are never written over the file that was sent', async () => {
    const text = lines(...five);
    const { io, code, api } = await submit(['all.ndjson', '--refused', './all.ndjson'], { 'all.ndjson': text });
    expect(code).toBe(2);
    expect(api.requests).toEqual([]);
    expect(readFileSync(path.join(io.folder, 'all.ndjson'), 'utf8')).toBe(text);
  });

  test('are asked for a file that can be written before the first is sent', async () => {
    const text = lines(...five);
    const { err, code, api } = await submit(['all.ndjson', '--refused', 'missing/x.csv'], { 'all.ndjson': text });
    expect([code, err]).toEqual([2, '--refused: missing/x.csv cannot be written (ENOENT). Nothing was sent.\n']);
    expect(api.requests).toEqual([]);
  });

  test('leave no file where none was refused', async () => {
    const { io, code } = await submit(['one.json', '--refused', 'refused'], { 'one.json': JSON.stringify(five[0]) });
    expect([code, existsSync(path.join(io.folder, 'refused'))]).toEqual([0, false]);
  });

  test('are summed up even where their file cannot be written any more', async () => {
    const folder = makeFolder({ 'all.ndjson': lines(...five) });
    const io = makeTerminal({ folder });
    const api = await startFakeApi((asked) => {
      mkdirSync(path.join(folder, 'refused'));
      return judging(asked);
    });
    io.env = api.env;
    const { code, err } = await runReferrals(['submit', 'all.ndjson', '--refused', 'refused'], io);
    expect([code, err]).toEqual([
      1,
      'refused could not be written (EISDIR): those refused are told above, by their place.\n5 referrals: 1 accepted, 1 held, 1 replayed, 2 refused.\n',
    ]);
  });

  test('include an unreadable line, while the other lines are sent', async () => {
    const text = `${lines(five[0])}{"crimeReference": "Marked\n${lines(five[1])}`;
    const { out, err, api } = await submit(['all.ndjson'], { 'all.ndjson': text });
    expect(out).toContain('line 2: refused unreadable');
    expect(out + err).not.toContain('Marked');
    expect(api.requests[0]?.body).toMatchObject({ referrals: [five[0], five[1]] });
  });
});

describe('when the connection is lost', () => {
  test('what was sent is reported, what was not is counted, and the same file may be sent again', async () => {
    let batches = 0;
    const answer = (asked: ReceivedRequest) =>
      batches++ === 0 ? judging(asked) : problemResponse('unavailable', { 'retry-after': '3600' });
    const { code, out, err } = await submit(['all.json'], { 'all.json': JSON.stringify(numbered(150)) }, answer);
    expect(out.trim().split('\n')).toHaveLength(100);
    expect(err).toContain('150 referrals: 100 accepted, 50 unsent. Send the same file again');
    expect(err).toContain('The answer was 503, and asks to be tried again in 3600 s.');
    expect(code).toBe(1);
  });

  test('an item that the API cannot accept now is unsent, not refused', async () => {
    const answer = (asked: ReceivedRequest) =>
      batchResponse(asked, () => ({ status: 503, body: problem('unavailable') }));
    const { code, out } = await submit(['one.json'], { 'one.json': JSON.stringify(five[0]) }, answer);
    expect([code, out]).toEqual([1, 'item 1: unsent\n']);
  });

  test('refused access is reported plainly', async () => {
    const { code, err } = await submit(['one.json'], { 'one.json': '{}' }, () => problemResponse('forbidden'));
    expect(code).toBe(1);
    expect(err).toContain('The API says no (forbidden): Your access does not allow this.');
  });
});

test('--dry-run asks the API about each referral and stores nothing', async () => {
  const answer = ({ body }: ReceivedRequest) => judged(body);
  const { code, out, err, api } = await submit(
    ['all.json', '--dry-run'],
    { 'all.json': JSON.stringify([five[0], five[3]]) },
    answer,
  );
  expect(api.requests.map(({ url }) => url)).toEqual(['/v1/referrals?dryRun=true', '/v1/referrals?dryRun=true']);
  expect(out).toContain('item 2: refused invalid-referral');
  expect(err).toContain('(tried only)');
  expect(code).toBe(1);
});

test('CSV is sent as the submission it describes', async () => {
  const csv = 'crimeReference,victim.familyName,contact.safe.call,needs\r\nNEW,Example,yes,safety;housing\r\n';
  const { api, code } = await submit(['-', '--input', 'csv'], {});
  expect(code).toBe(1);
  expect(api.requests).toEqual([]);
  const io = makeTerminal({ env: api.env, input: csv });
  expect(await runReferrals(['submit', '-', '--input', 'csv'], io)).toMatchObject({ code: 0 });
  expect(api.requests[0]?.body).toEqual({
    referrals: [
      {
        crimeReference: 'NEW',
        victim: { familyName: 'Example' },
        contact: { safe: { call: 'yes' } },
        needs: ['safety', 'housing'],
      },
    ],
  });
});

test('--columns says what every column is for, and asks nobody', async () => {
  const { code, out } = await runReferrals(['submit', '--columns']);
  expect(code).toBe(0);
  for (const { path, label } of columns) expect(out).toContain(`${path}: ${label}. `);
});

test('output that cannot be written is said in words', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' });
  const { code, err } = await runReferrals(['submit', '--template'], makeTerminal({ out: () => Promise.reject(full) }));
  expect([code, err]).toEqual([1, 'What was to be printed cannot be written (ENOSPC).\n']);
});

test('a file that is not there is named as it was typed', async () => {
  const { code, err } = await runReferrals(['submit', 'nope.csv'], makeTerminal({ folder: makeFolder() }));
  expect([code, err]).toEqual([1, 'nope.csv cannot be read (ENOENT).\n']);
});

test('--template prints a file to fill in, without a request; what is left of it in a file is no referral, and told', async () => {
  const { code, out } = await runReferrals(['submit', '--template']);
  expect([code, out]).toEqual([0, csvTemplate()]);
  const row = columns.map(({ path }) => (path === 'crimeReference' ? 'NEW' : '')).join(',');
  const { api, err } = await submit(['filled.csv'], { 'filled.csv': `${out}${row}\r\n` });
  expect(api.requests[0]?.body).toEqual({ referrals: [{ crimeReference: 'NEW' }] });
  expect(err).toContain('no referral, as it begins with #: line 2, line 3, line 4\n');
});

describe('with --drop-unknown-fields', () => {
  const dropping = (asked: ReceivedRequest) => {
    const answer = { ...referralResponse(), dropped: ['/custodySuite'] };
    if (asked.url.startsWith('/v1/referrals/batch')) return batchResponse(asked, () => ({ status: 201, body: answer }));
    return { status: 200, body: answer };
  };
  const one = { 'one.json': JSON.stringify({ ...submission(), custodySuite: 'Qmark' }) };

  test('the API is asked to leave out what it does not know, and what it left out is named', async () => {
    const { api, out, code } = await submit(['one.json', '--drop-unknown-fields'], one, dropping);
    expect(api.requests.map(({ url }) => url)).toEqual(['/v1/referrals/batch?unknownFields=drop']);
    expect(out.split('\n').slice(1)).toEqual(['  not taken: /custodySuite', '']);
    expect(code).toBe(0);
  });

  test('in a dry run and as lines of JSON too', async () => {
    const words = ['one.json', '--drop-unknown-fields', '--dry-run', '--format', 'ndjson'];
    const { api, out } = await submit(words, one, dropping);
    expect(api.requests.map(({ url }) => url)).toEqual(['/v1/referrals?dryRun=true&unknownFields=drop']);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'accepted', dropped: ['/custodySuite'] });
  });

  test('a CSV is sent without its unknown columns, which are told by number', async () => {
    const csv = { 'all.csv': 'crimeReference,Custody suite\nNEW,Qmark\n' };
    const { api, out, err } = await submit(['all.csv', '--drop-unknown-fields'], csv);
    expect(api.requests[0]?.body).toEqual({ referrals: [{ crimeReference: 'NEW' }] });
    expect(err).toContain('left out, as no field of a referral: column 2\n');
    expect(out + err).not.toContain('Qmark');
  });

  test('without it nothing is left out', async () => {
    const { api } = await submit(['one.json'], one);
    expect(api.requests.map(({ url }) => url)).toEqual(['/v1/referrals/batch']);
    expect((await submit(['all.csv'], { 'all.csv': 'crimeReference,Suite\nNEW,Qmark\n' })).code).toBe(1);
  });
});

test('Ctrl-C ends it after the batch on its way, and tells what became of each and what was not sent', async () => {
  const all = [submission({ crimeReference: 'WRONG' }), ...numbered(149)];
  const folder = makeFolder({ 'all.ndjson': lines(...all) });
  const io = makeTerminal({ folder });
  const api = await startFakeApi((asked) => {
    io.interrupt();
    return judging(asked);
  });
  io.env = api.env;
  const { code, err } = await runReferrals(['submit', 'all.ndjson', '--refused', 'refused.ndjson'], io);
  expect([code, api.requests.length]).toEqual([1, 1]);
  expect(err).toContain('150 referrals: 99 accepted, 1 refused, 50 unsent. Send the same file again');
  expect(readFileSync(path.join(folder, 'refused.ndjson'), 'utf8')).toContain('WRONG');
});
