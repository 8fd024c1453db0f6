import { describe, expect, test } from 'vitest';
import { type Referral, referralsApi } from '#client/library/api.ts';
import { AccessRefused, ReferralsProblem, UnexpectedAnswer, Unreachable } from '#client/library/errors.ts';
import type { Retry } from '#client/library/retry.ts';
import { clientCredentials } from '#client/library/token.ts';
import { submission } from '../support/submissions.ts';
import {
  type Answer,
  type Asked,
  answered,
  detailOf,
  type FakeOptions,
  fakeApi,
  held,
  no,
  problem,
} from './support/api.ts';

const referral: Referral = submission();

async function setUp(answer: (asked: Asked) => Answer, options: FakeOptions & { tries?: number } = {}) {
  const server = await fakeApi(answer, options);
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

/** Answers in turn, the last again and again. */
function inTurn(...answers: Answer[]): () => Answer {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] ?? {};
}

describe('tokens', () => {
  test('one is fetched for many requests at once, with id and secret as RFC 6749 writes them', async () => {
    let authorization = '';
    const { api, server } = await setUp(() => ({ body: answered() }), {
      token: (asked) => {
        authorization = String(asked.headers.authorization);
        return undefined;
      },
    });
    await Promise.all([api.submit(referral), api.submit(referral), api.readReferral('x').catch(() => undefined)]);
    expect(server.tokensGiven).toBe(1);
    expect(server.asked[0]?.headers.authorization).toBe('Bearer token-1');
    const [id, secret] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
    expect(new URLSearchParams(`id=${id}&secret=${secret}`).get('secret')).toBe('s€cret:&');
    expect(id).toBe('a+client');
  });

  test('is renewed before it ends', async () => {
    const { api, server, time } = await setUp(() => ({ body: answered() }), { lifeS: 300 });
    await api.submit(referral);
    time.ms = 239_000;
    await api.submit(referral);
    expect(server.tokensGiven).toBe(1);
    time.ms = 241_000;
    await api.submit(referral);
    expect(server.tokensGiven).toBe(2);
  });

  test('one that the API takes no more is replaced once', async () => {
    const { api, server } = await setUp(({ headers }) =>
      headers.authorization === 'Bearer token-1' ? no('unauthenticated') : { body: answered() },
    );
    await api.submit(referral);
    expect(server.tokensGiven).toBe(2);
  });

  test('when none is taken, access is refused and no more is tried', async () => {
    const { api, server } = await setUp(() => no('unauthenticated'));
    await expect(api.submit(referral)).rejects.toBeInstanceOf(AccessRefused);
    expect(server.asked).toHaveLength(2);
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
    expect([asked, server.asked.length]).toEqual([1, 0]);
  });

  test('after a failed fetch the next request fetches again', async () => {
    const turns = inTurn({ status: 500 }, { body: { access_token: 'later' } });
    const { token } = await setUp(() => ({}), { token: turns });
    await expect(token.get()).rejects.toBeInstanceOf(AccessRefused);
    expect(await token.get()).toBe('later');
  });
});

describe('trying again', () => {
  test.each([
    ['429', no('too-many-requests', { 'retry-after': '7' }), 7000],
    ['503', no('unavailable', { 'retry-after': '2' }), 2000],
    ['503 without a time', no('unavailable'), 250],
    ['a gateway’s 502', { status: 502, body: 'x' }, 250],
    ['a lost answer', { dropped: true }, 250],
  ] as const)('%s', async (_, first, waitedMs) => {
    const { api, server, retries } = await setUp(inTurn(first, { status: 201, body: answered() }));
    await expect(api.submit(referral)).resolves.toMatchObject({ replayed: false });
    expect(server.asked).toHaveLength(2);
    expect(server.asked[0]?.body).toEqual(server.asked[1]?.body);
    expect(retries).toEqual([expect.objectContaining({ what: 'submitReferral', waitMs: waitedMs })]);
  });

  test('pauses grow, and the tries end', async () => {
    const { api, server, retries } = await setUp(() => no('unavailable'));
    await expect(api.submit(referral)).rejects.toBeInstanceOf(Unreachable);
    expect(server.asked).toHaveLength(5);
    expect(retries.map(({ waitMs }) => waitMs)).toEqual([250, 500, 1000, 2000]);
  });

  test('a pause asked for that is too long is told to the caller instead', async () => {
    const { api, server } = await setUp(() => no('too-many-requests', { 'retry-after': '3600' }));
    await expect(api.submit(referral)).rejects.toThrow('asks to be tried again in 3600 s');
    expect(server.asked).toHaveLength(1);
  });

  test('a Retry-After may be a date', async () => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    const { api, retries } = await setUp(inTurn(no('unavailable', { 'retry-after': date }), { body: answered() }));
    await api.submit(referral);
    expect(retries[0]?.waitMs).toBeGreaterThan(27_000);
    expect(retries[0]?.waitMs).toBeLessThanOrEqual(30_000);
  });

  test.each(['invalid-referral', 'already-referred', 'forbidden', 'internal-error'] as const)(
    'a no is a no: %s',
    async (code) => {
      const { api, server } = await setUp(() => no(code));
      await expect(api.submit(referral)).rejects.toMatchObject({ name: 'ReferralsProblem', code });
      expect(server.asked).toHaveLength(1);
    },
  );
});

describe('answers', () => {
  test('a problem keeps its pointers, and its message repeats nothing that was sent', async () => {
    const errors = [{ pointer: '/victim/familyName', code: 'required', detail: 'Give it.' }];
    const { api } = await setUp(() => ({ status: 422, body: problem('invalid-referral', { errors }) }));
    const error = await api.submit(referral).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(ReferralsProblem);
    expect(error).toMatchObject({ status: 422, problem: { errors } });
    expect(String(error)).not.toContain('Example');
  });

  test('a code that this client does not know yet is still a problem', async () => {
    const { api } = await setUp(() => ({ status: 422, body: { ...problem('invalid-referral'), code: 'new-rule' } }));
    await expect(api.submit(referral)).rejects.toMatchObject({ code: 'new-rule' });
  });

  test('what is not in the contract’s form names its fields only', async () => {
    const { api } = await setUp(() => ({ body: { ...answered(), reference: { secret: 'Marked' } } }));
    const error = await api.submit(referral).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(UnexpectedAnswer);
    expect(String(error)).toContain('reference');
    expect(String(error)).not.toContain('Marked');
  });

  test('a field added later does not break a client', async () => {
    const { api } = await setUp(() => ({ body: { ...answered(), added: 1 } }));
    expect((await api.submit(referral)).answer).toEqual(answered());
  });

  test('an answer that points elsewhere is not followed: token and person stay here', async () => {
    const { api, server } = await setUp(() => ({ status: 307, headers: { location: '/other' } }), { tries: 1 });
    await expect(api.submit(referral)).rejects.toBeInstanceOf(Unreachable);
    expect(server.asked.map(({ url }) => url)).toEqual(['/v1/referrals']);
  });
});

describe('requests', () => {
  test('go where the routes say', async () => {
    const { api, server } = await setUp(({ method, url }) => {
      if (url.startsWith('/v1/hand-offs/') && method === 'GET') return { body: detailOf() };
      if (url.startsWith('/v1/hand-offs/')) return { body: detailOf({ status: 'accepted' }) };
      if (url.startsWith('/v1/volumes')) return { body: '\uFEFFPeriod\r\n' };
      return { status: 200, headers: { 'idempotency-replayed': 'true' }, body: held() };
    });
    expect(await api.submit(referral, { dryRun: true })).toMatchObject({ replayed: true, answer: { status: 'held' } });
    await api.correctReferral('id/../x', 3, referral);
    await api.report('h-01', { status: 'accepted', confirmationCode: 'ABCDEF' });
    await api.readHandOff('h-01');
    expect(await api.volumesCsv({ by: 'offence,district', from: '2026-01-01' })).toBe('\uFEFFPeriod\r\n');
    expect(server.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/referrals?dryRun=true',
      'PUT /v1/referrals/id%2F..%2Fx',
      'POST /v1/hand-offs/h-01/status',
      'GET /v1/hand-offs/h-01',
      'GET /v1/volumes?by=offence%2Cdistrict&from=2026-01-01&format=csv',
    ]);
    expect(server.asked[1]?.headers['if-match']).toBe('"3"');
  });
});
