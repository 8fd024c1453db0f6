import { describe, expect, test } from 'vitest';
import { type Referral, type Report, referralsApi } from '#client/library/api.ts';
import { AccessRefused, isProblem, ReferralsProblem, UnexpectedAnswer, Unreachable } from '#client/library/errors.ts';
import type { DeprecationNotice } from '#client/library/request.ts';
import type { Retry } from '#client/library/retry.ts';
import { clientCredentials } from '#client/library/token.ts';
import {
  type FakeOptions,
  type FakeResponse,
  handOffDetail,
  heldResponse,
  problem,
  problemResponse,
  type ReceivedRequest,
  referralResponse,
  startFakeApi,
} from '#test/client/support/fake-api.ts';
import { submission } from '#test/support/submissions.ts';

const referral: Referral = submission();

async function setUp(answer: (asked: ReceivedRequest) => FakeResponse, options: FakeOptions & { tries?: number } = {}) {
  const server = await startFakeApi(answer, options);
  const time = { ms: 0 };
  const retries: Retry[] = [];
  const retrying = {
    wait: async (ms: number) => {
      time.ms += ms;
    },
    random: () => 0,
    onRetry: (retry: Retry) => retries.push(retry),
    ...(options.tries === undefined ? {} : { tries: options.tries }),
  };
  const client = { tokenUrl: `${server.url}/oauth2/token`, clientId: 'a client', clientSecret: 's€cret:&' };
  const token = clientCredentials(client, { ...retrying, now: () => time.ms });
  return { server, time, retries, token, api: referralsApi({ url: `${server.url}/`, token, ...retrying }) };
}

/** Answers in turn, and repeats the last. */
function inTurn(...answers: FakeResponse[]): () => FakeResponse {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] ?? {};
}

describe('tokens', () => {
  test('one token is fetched for many requests at once, with id and secret encoded as in RFC 6749', async () => {
    let authorization = '';
    const { api, server } = await setUp(() => ({ body: referralResponse() }), {
      token: (asked) => {
        authorization = String(asked.headers.authorization);
        return undefined;
      },
    });
    await Promise.all([api.submit(referral), api.submit(referral), api.readReferral('x').catch(() => undefined)]);
    expect(server.tokensGiven).toBe(1);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer token-1');
    const [id, secret] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
    expect(new URLSearchParams(`id=${id}&secret=${secret}`).get('secret')).toBe('s€cret:&');
    expect(id).toBe('a+client');
  });

  test('a token is renewed before it expires', async () => {
    const { api, server, time } = await setUp(() => ({ body: referralResponse() }), { lifeS: 300 });
    await api.submit(referral);
    time.ms = 239_000;
    await api.submit(referral);
    expect(server.tokensGiven).toBe(1);
    time.ms = 241_000;
    await api.submit(referral);
    expect(server.tokensGiven).toBe(2);
  });

  test('a token that the API refuses is replaced once', async () => {
    const { api, server } = await setUp(({ headers }) =>
      headers.authorization === 'Bearer token-1' ? problemResponse('unauthenticated') : { body: referralResponse() },
    );
    await api.submit(referral);
    expect(server.tokensGiven).toBe(2);
  });

  test('when a new token is refused too, access is refused and nothing is retried', async () => {
    const { api, server } = await setUp(() => problemResponse('unauthenticated'));
    await expect(api.submit(referral)).rejects.toBeInstanceOf(AccessRefused);
    expect(server.requests).toHaveLength(2);
  });

  test('an issuer that refuses the client is not asked again', async () => {
    let asked = 0;
    const { api, server } = await setUp(() => ({}), {
      token: () => {
        asked += 1;
        return { status: 401, body: { error: 'invalid_client', error_description: 'Marked' } };
      },
    });
    await expect(api.submit(referral)).rejects.toThrow(/invalid_client/);
    expect([asked, server.requests.length]).toEqual([1, 0]);
  });

  test('after a failed fetch the next request fetches again', async () => {
    const turns = inTurn({ status: 500 }, { body: { access_token: 'later' } });
    const { token } = await setUp(() => ({}), { token: turns });
    await expect(token.get()).rejects.toBeInstanceOf(AccessRefused);
    expect(await token.get()).toBe('later');
  });
});

describe('retries', () => {
  test.each([
    ['429', problemResponse('too-many-requests', { 'retry-after': '7' }), 7000],
    ['503', problemResponse('unavailable', { 'retry-after': '2' }), 2000],
    ['503 without a time', problemResponse('unavailable'), 250],
    ['a gateway’s 502', { status: 502, body: 'x' }, 250],
    ['a lost answer', { dropped: true }, 250],
  ] as const)('%s', async (_, first, waitedMs) => {
    const { api, server, retries } = await setUp(inTurn(first, { status: 201, body: referralResponse() }));
    await expect(api.submit(referral)).resolves.toMatchObject({ replayed: false });
    expect(server.requests).toHaveLength(2);
    expect(server.requests[0]?.body).toEqual(server.requests[1]?.body);
    expect(retries).toEqual([expect.objectContaining({ what: 'submitReferral', waitMs: waitedMs })]);
  });

  test('a correction whose answer was lost is sent again, and its answer is that of the first', async () => {
    const { api, server } = await setUp(inTurn({ dropped: true }, { body: { ...referralResponse(), version: 2 } }));
    expect(await api.correct('x', 1, referral)).toMatchObject({ version: 2 });
    expect(server.requests.map(({ headers, body }) => [headers['if-match'], body])).toEqual([
      ['"1"', referral],
      ['"1"', referral],
    ]);
  });

  test('pauses get longer, and attempts are limited', async () => {
    const { api, server, retries } = await setUp(() => problemResponse('unavailable'));
    await expect(api.submit(referral)).rejects.toBeInstanceOf(Unreachable);
    expect(server.requests).toHaveLength(5);
    expect(retries.map(({ waitMs }) => waitMs)).toEqual([250, 500, 1000, 2000]);
  });

  test('a Retry-After that is too long is reported to the caller instead', async () => {
    const { api, server } = await setUp(() => problemResponse('too-many-requests', { 'retry-after': '3600' }));
    await expect(api.submit(referral)).rejects.toThrow('asks to be tried again in 3600 s');
    expect(server.requests).toHaveLength(1);
  });

  test('a Retry-After may be a date', async () => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    const { api, retries } = await setUp(
      inTurn(problemResponse('unavailable', { 'retry-after': date }), { body: referralResponse() }),
    );
    await api.submit(referral);
    expect(retries[0]?.waitMs).toBeGreaterThan(27_000);
    expect(retries[0]?.waitMs).toBeLessThanOrEqual(30_000);
  });

  test.each(['invalid-referral', 'already-referred', 'forbidden', 'internal-error'] as const)(
    'a refusal is not retried: %s',
    async (code) => {
      const { api, server } = await setUp(() => problemResponse(code));
      await expect(api.submit(referral)).rejects.toMatchObject({ name: 'ReferralsProblem', code });
      expect(server.requests).toHaveLength(1);
    },
  );
});

describe('responses', () => {
  test('a problem keeps its pointers, and its message repeats nothing that was sent', async () => {
    const errors = [{ pointer: '/victim/familyName', code: 'required', detail: 'Give it.' }];
    const { api } = await setUp(() => ({ status: 422, body: problem('invalid-referral', { errors }) }));
    const error = await api.submit(referral).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ReferralsProblem);
    expect(error).toMatchObject({ status: 422, problem: { errors } });
    expect(String(error)).not.toContain('Example');
  });

  test('an unknown problem code is still a problem', async () => {
    const { api } = await setUp(() => ({ status: 422, body: { ...problem('invalid-referral'), code: 'new-rule' } }));
    await expect(api.submit(referral)).rejects.toMatchObject({ code: 'new-rule' });
  });

  test('an error for a response outside the contract names its fields, not their values', async () => {
    const { api } = await setUp(() => ({ body: { ...referralResponse(), reference: { secret: 'Marked' } } }));
    const error = await api.submit(referral).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(UnexpectedAnswer);
    expect(String(error)).toContain('reference');
    expect(String(error)).not.toContain('Marked');
  });

  test('a field added later does not break a client', async () => {
    const { api } = await setUp(() => ({ body: { ...referralResponse(), added: 1 } }));
    expect((await api.submit(referral)).answer).toEqual({ ...referralResponse(), added: 1 });
  });

  test('a word added later passes as it is', async () => {
    const { api } = await setUp(() => ({ body: { ...handOffDetail(), status: 'paused', priority: 'at-once' } }));
    expect(await api.readHandOff('h-01')).toMatchObject({ status: 'paused', priority: 'at-once' });
  });

  test('a refusal is told by its code', async () => {
    const { api } = await setUp(() => problemResponse('already-referred'));
    const error = await api.submit(referral).catch((it: unknown) => it);
    expect(isProblem(error, 'already-referred', 'deceased')).toBe(true);
    expect(isProblem(error, 'invalid-referral')).toBe(false);
    expect(isProblem(new Error('x'), 'invalid-referral')).toBe(false);
  });

  test('a redirect is not followed, so no token or personal data goes elsewhere', async () => {
    const { api, server } = await setUp(() => ({ status: 307, headers: { location: '/other' } }), { tries: 1 });
    const error = await api.submit(referral).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(Unreachable);
    expect(error).toHaveProperty('message', `there was no answer from ${new URL(server.url).host} (TypeError)`);
    expect(server.requests.map(({ url }) => url)).toEqual(['/v1/referrals']);
  });
});

describe('requests', () => {
  test('go where the routes say', async () => {
    const { api, server } = await setUp(({ method, url }) => {
      if (url.startsWith('/v1/hand-offs/') && method === 'GET') return { body: handOffDetail() };
      if (url.startsWith('/v1/hand-offs/')) return { body: handOffDetail({ status: 'accepted' }) };
      if (url.startsWith('/v1/volumes')) return { body: '\uFEFFPeriod\r\n' };
      return { status: 200, headers: { 'idempotency-replayed': 'true' }, body: heldResponse() };
    });
    expect(await api.submit(referral, { dryRun: true })).toMatchObject({ replayed: true, answer: { status: 'held' } });
    await api.correct('id/../x', 3, referral);
    await api.patch('x', 4, { contact: { phone: '+447700900456' } });
    await api.report('h-01', { status: 'accepted', confirmationCode: 'ABCDEF' });
    await api.readHandOff('h-01');
    expect(await api.volumesCsv({ by: 'offence,district', from: '2026-01-01' })).toBe('\uFEFFPeriod\r\n');
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/referrals?dryRun=true',
      'PUT /v1/referrals/id%2F..%2Fx',
      'PATCH /v1/referrals/x',
      'POST /v1/hand-offs/h-01/status',
      'GET /v1/hand-offs/h-01',
      'GET /v1/volumes?by=offence%2Cdistrict&from=2026-01-01&format=csv',
    ]);
    expect(server.requests[1]?.headers['if-match']).toBe('"3"');
    expect(server.requests[2]).toMatchObject({
      headers: { 'if-match': '"4"', 'content-type': 'application/merge-patch+json' },
      body: { contact: { phone: '+447700900456' } },
    });
  });

  test('a report says how an attempt ended, why it was made, and of which version', async () => {
    const { api, server } = await setUp(() => ({ body: handOffDetail() }));
    const at = '2026-11-20T10:00:00Z';
    const reports: Report[] = [
      {
        status: 'contact-attempted',
        channel: 'call',
        at,
        result: 'wrong-number',
        safetyReason: 'She asked.',
        version: 2,
      },
      { status: 'suspended', reason: 'wrong-contact-details', advice: 'Ask for another number.', version: 2 },
    ];
    for (const report of reports) await api.report('h-01', report);
    expect(server.requests.map(({ body }) => body)).toEqual(reports);
  });
});

test('somebody who was not referred is counted in one try, because another would count again', async () => {
  const notReferred = { reason: 'opted-out', offence: { category: 'robbery' } } as const;
  const counting = await setUp(() => ({ status: 204 }));
  await counting.api.countNotReferred(notReferred);
  expect(counting.server.requests).toMatchObject([{ method: 'POST', url: '/v1/not-referred', body: notReferred }]);
  const failing = await setUp(inTurn({ status: 504 }, { status: 204 }));
  await expect(failing.api.countNotReferred(notReferred)).rejects.toThrow(Unreachable);
  expect(failing.server.requests).toHaveLength(1);
});

describe('a call that will be switched off', () => {
  const sunset = 'Wed, 30 Jun 2027 23:59:59 GMT';
  const headers = { deprecation: '@1796083200', sunset };

  test('is reported with the time of its end, also where it is refused', async () => {
    const notices: DeprecationNotice[] = [];
    const answer = inTurn({ body: referralResponse(), headers }, problemResponse('not-found', headers));
    const { server, token } = await setUp(answer);
    const api = referralsApi({ url: server.url, token, onDeprecation: (notice) => notices.push(notice) });
    await api.submit(referral);
    await expect(api.readReferral('x')).rejects.toThrow(ReferralsProblem);
    expect(notices).toEqual([
      { call: 'submitReferral', sunset },
      { call: 'readReferral', sunset },
    ]);
  });

  test('is reported with what of it ends, where the rest stays', async () => {
    const notices: DeprecationNotice[] = [];
    const link = '</docs/changes>; rel="deprecation"; type="text/html"; title="Reading without a reason"';
    const { server, token } = await setUp(() => ({ body: handOffDetail(), headers: { ...headers, link } }));
    const api = referralsApi({ url: server.url, token, onDeprecation: (notice) => notices.push(notice) });
    await api.readHandOff('h-01');
    expect(notices).toEqual([{ call: 'readHandOff', part: 'Reading without a reason', sunset }]);
  });

  test('nothing is reported of a call that stays', async () => {
    const notices: DeprecationNotice[] = [];
    const { server, token } = await setUp(() => ({ body: referralResponse() }));
    const api = referralsApi({ url: server.url, token, onDeprecation: (notice) => notices.push(notice) });
    await api.submit(referral);
    expect(notices).toEqual([]);
  });
});
