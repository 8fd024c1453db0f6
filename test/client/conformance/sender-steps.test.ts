/** Each step against senders that do what it asks, and that misbehave. */
import { describe, expect, test } from 'vitest';
import type { Exchange } from '#client/conformance/recorder.ts';
import { hasPassed, reportText } from '#client/conformance/report.ts';
import { senderSteps } from '#client/conformance/sender-steps.ts';
import { call, runStep, type Seen } from './support/seen-calls.ts';

const body = (reference = '06AB/0001234/26', familyName = 'Example') =>
  JSON.stringify({ crimeReference: reference, victim: { familyName } });
const submission = (over: Partial<Seen> = {}): Exchange =>
  call({
    ...{ method: 'POST', path: '/v1/referrals', sent: body(), status: 201 },
    answer: { referralId: 'r1', reference: 'GM-7K3M-9QTX', status: 'received' },
    ...over,
  });
const lost = submission();
const replayed = submission({ status: 200, headers: { 'idempotency-replayed': 'true' } });
const refused = submission({ status: 422, answer: { code: 'victim-opted-out' } });
const inAnotherOrder = '{"victim":{"familyName":"Example"},"crimeReference":"06AB/0001234/26"}';
const namedInFull = JSON.stringify({ ...JSON.parse(body()), incidentReference: 'INC-1', victimReference: '1' });
const reordered = submission({ sent: inAnotherOrder, status: 422, answer: { code: 'victim-opted-out' } });
const held = submission({ answer: { referralId: 'r1', status: 'held' } });
const overloaded = (status: 429 | 503) => submission({ status, at: 10_000 });
const after = (ms: number, over: Partial<Seen> = {}) => submission({ at: 10_000 + ms, ...over });

const run = (name: string, exchanges: readonly Exchange[], answer?: boolean) =>
  runStep(senderSteps(), name, exchanges, answer);

test('every step has a sender that fails it, and nobody passes by doing nothing', async () => {
  expect(senderSteps().map(({ name }) => name)).toEqual(Object.keys(steps));
  for (const { name } of senderSteps()) expect((await run(name, [])).verdict, name).toBe('not-tried');
});

const lostAnswer = 'An answer that is lost';
const correction = call({ method: 'PUT', path: '/v1/referrals/r1', headersSent: { 'if-match': '"1"' }, status: 200 });
const withdrawal = call({ method: 'POST', path: '/v1/referrals/r1/withdraw', status: 200 });
const changes = (cursor?: string, next = 'c1') =>
  call({ path: '/v1/changes', ...(cursor !== undefined && { query: { cursor } }), answer: { cursor: next } });

interface Walk {
  does: string;
  exchanges: readonly Exchange[];
  /** What the person at the terminal says. */
  answer?: boolean;
}
const steps: Readonly<Record<string, { passes: Walk[]; fails: Walk[] }>> = {
  'A token, and a referral': {
    passes: [{ does: 'sends one that is taken', exchanges: [submission()] }],
    fails: [
      { does: 'sends one that is refused', exchanges: [refused] },
      { does: 'has no token', exchanges: [submission({ status: 401, answer: { code: 'unauthenticated' } })] },
      { does: 'cannot reach the API', exchanges: [submission({ status: undefined })] },
    ],
  },
  [lostAnswer]: {
    passes: [
      { does: 'sends the same again', exchanges: [lost, replayed] },
      {
        does: 'sends the same with its fields in another order',
        exchanges: [
          lost,
          submission({
            sent: inAnotherOrder,
            status: 200,
            headers: { 'idempotency-replayed': 'true' },
          }),
        ],
      },
    ],
    fails: [
      { does: 'does not send it again', exchanges: [lost] },
      { does: 'sends it under another reference', exchanges: [lost, submission({ sent: body('06AB/0009999/26') })] },
      {
        does: 'sends something else under the same reference',
        exchanges: [
          lost,
          submission({ sent: body(undefined, 'Other'), status: 409, answer: { code: 'already-referred' } }),
        ],
      },
    ],
  },
  'An answer 503 with Retry-After': retrySteps(503),
  'An answer 429 with Retry-After': retrySteps(429),
  'A refusal': {
    passes: [
      { does: 'shows it, and does not send it again', exchanges: [refused], answer: true },
      {
        does: 'sends it corrected',
        exchanges: [refused, submission({ sent: body(undefined, 'Corrected') })],
        answer: true,
      },
    ],
    fails: [
      { does: 'sends it again unchanged', exchanges: [refused, refused], answer: true },
      { does: 'sends it again with its fields in another order', exchanges: [refused, reordered], answer: true },
      { does: 'does not show it', exchanges: [refused], answer: false },
      { does: 'sends somebody else', exchanges: [submission()], answer: true },
    ],
  },
  'A referral on hold': {
    passes: [{ does: 'shows it', exchanges: [held], answer: true }],
    fails: [
      { does: 'does not show it', exchanges: [held], answer: false },
      { does: 'sends somebody else', exchanges: [submission()], answer: true },
    ],
  },
  'A correction': {
    passes: [
      { does: 'sends it whole', exchanges: [held, correction] },
      { does: 'sends what changes', exchanges: [held, call({ ...asSeen(correction), method: 'PATCH' })] },
    ],
    fails: [
      { does: 'names no version', exchanges: [held, call({ ...asSeen(correction), headersSent: {} })] },
      {
        does: 'corrects any version',
        exchanges: [held, call({ ...asSeen(correction), headersSent: { 'if-match': '*' } })],
      },
      { does: 'is refused', exchanges: [held, call({ ...asSeen(correction), status: 412 })] },
    ],
  },
  'A withdrawal': {
    passes: [{ does: 'withdraws', exchanges: [withdrawal] }],
    fails: [{ does: 'is refused', exchanges: [call({ ...asSeen(withdrawal), status: 422 })] }],
  },
  'What happened since': {
    passes: [{ does: 'reads on', exchanges: [changes(), changes('c1', 'c2')] }],
    fails: [
      { does: 'reads once', exchanges: [changes()] },
      { does: 'reads from the beginning again', exchanges: [changes(), changes()] },
      { does: 'reads on from a cursor of its own', exchanges: [changes(), changes('c0')] },
    ],
  },
};

function retrySteps(status: 429 | 503): { passes: Walk[]; fails: Walk[] } {
  return {
    passes: [
      { does: 'waits as long as it was told', exchanges: [overloaded(status), after(2000)] },
      {
        does: 'names the incident and the victim’s number too when it comes again',
        exchanges: [overloaded(status), after(2000, { sent: namedInFull })],
      },
    ],
    fails: [
      { does: 'does not wait', exchanges: [overloaded(status), after(100)] },
      { does: 'gives up', exchanges: [overloaded(status)] },
      {
        does: 'comes again with another body',
        exchanges: [overloaded(status), after(2500, { status: 422, answer: { code: 'invalid-referral' } })],
      },
    ],
  };
}

/** The step before it makes what a correction corrects. */
const before: Readonly<Record<string, string>> = { 'A correction': 'A referral on hold' };

describe.each(Object.entries(steps))('%s', (name, { passes, fails }) => {
  test.each(passes)('a sender passes that $does', async ({ exchanges, answer }) => {
    expect(await runStep(senderSteps(), name, exchanges, answer, before[name])).toMatchObject({ verdict: 'passed' });
  });

  test.each(fails)('a sender fails that $does', async ({ exchanges, answer }) => {
    expect(await runStep(senderSteps(), name, exchanges, answer, before[name])).toMatchObject({ verdict: 'failed' });
  });
});

test.each([
  ['A refusal', refused],
  ['A referral on hold', held],
])('%s is not checked, and does not pass, where nobody can say what is shown', async (name, exchange) => {
  const { verdict, seen } = await run(name, [exchange]);
  expect([verdict, seen]).toEqual(['not-checked', expect.stringContaining('Nobody was there to say')]);
  const report = { as: 'sender', api: '', client: '', startedAt: '', endedAt: '' } as const;
  const steps = [{ name, verdict, seen }];
  expect(hasPassed({ ...report, steps })).toBe(false);
  expect(reportText({ ...report, steps })).toContain('0 passed, 0 failed, 0 not tried, 1 not checked');
});

test('the report of a step names nobody', async () => {
  const { seen } = await run('A refusal', [refused, refused]);
  expect(seen).not.toMatch(/Example|06AB/);
});

test('a lost answer is lost once, and an overloaded API answers once', async () => {
  expect((await run(lostAnswer, [lost, replayed])).treatments).toEqual(['lose-answer', undefined]);
  expect((await run('An answer 503 with Retry-After', [overloaded(503), after(2000)])).treatments).toEqual([
    { status: 503, retryAfterS: 2 },
    undefined,
  ]);
});

function asSeen({ request, status }: Exchange): Partial<Seen> {
  const { method, path, headers } = request;
  return { method, path, headersSent: headers, status };
}
