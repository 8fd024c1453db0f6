import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ClientResponse } from '#demo/client.ts';
import { problemSchema } from '#src/contracts/problems.ts';
import type { DeliveredMessage } from '#test/support/audit/evidence.ts';
import durham from '#test/support/durham-2014.json' with { type: 'json' };
import { explicitConsent } from '#test/support/submissions.ts';
import { authority, charity, police, type Run, somebody, unsafe } from '../support/run.ts';

export const errorResponsesJourney = (started: () => Run): void => {
  let run: Run;
  beforeAll(() => {
    run = started();
  });

  /** As OpenAPI declares it, with nothing besides. */
  const problem = problemSchema.strict();

  /** RFC 9457, with the caller's correlation id in body and header. */
  function expectProblem(answer: ClientResponse, status: number, code: string): z.output<typeof problem> {
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
    const answered = problem.parse(answer.json);
    expect([answered.status, answered.code]).toEqual([status, code]);
    expect(answered.correlationId).toBe(answer.headers['x-correlation-id']);
    expect(answered.correlationId).not.toBe('');
    return answered;
  }

  const nobody = 'aaaaaaaaaaaaaaaaaaaaaaaaaa';
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const offered = { accept: 'text/html' };
  const batchOf = (count: number) => ({ referrals: Array.from({ length: count }, () => ({})) });

  describe('wrong input over HTTP is answered as the contract says', () => {
    type Case = [string, number, string, () => Promise<ClientResponse>];
    const call = (...given: Parameters<Run['client']['call']>) => run.client.call(...given);
    const post = (body: unknown, headers?: Record<string, string>) =>
      call(police, 'POST', '/v1/referrals', body, headers);

    const cases: Case[] = [
      ['not JSON', 400, 'malformed-json', () => post('{"a":')],
      ['an unknown query parameter', 400, 'malformed-query', () => call(police, 'GET', '/v1/referrals?colour=red')],
      ['an unknown value in a query', 400, 'malformed-query', () => call(police, 'GET', '/v1/referrals?status=lost')],
      [
        'a question that nobody can answer',
        400,
        'malformed-query',
        () => call(authority, 'GET', '/v1/volumes?by=shoe-size'),
      ],
      ['no token', 401, 'unauthenticated', () => call(undefined, 'POST', '/v1/referrals', somebody())],
      [
        'a bad token',
        401,
        'unauthenticated',
        () => call(undefined, 'GET', '/v1/triage', undefined, { authorization: 'Bearer nonsense' }),
      ],
      ['a token without the scope', 403, 'forbidden', () => call(police, 'GET', '/v1/volumes')],
      ['a referral that is not there', 404, 'not-found', () => call(police, 'GET', `/v1/referrals/${nobody}`)],
      ['an id that is none', 404, 'not-found', () => call(police, 'GET', '/v1/referrals/1')],
      [
        'a hand-off that is not there',
        404,
        'not-found',
        () => call('alderwick-centre', 'GET', `/v1/hand-offs/${nobody}-1`),
      ],
      ['an address that is not there', 404, 'not-found', () => call(police, 'GET', '/v1/nowhere')],
      [
        'a method that the address does not take',
        405,
        'method-not-allowed',
        () => call(police, 'DELETE', '/v1/referrals'),
      ],
      ['an answer in another type', 406, 'not-acceptable', () => post(somebody(), offered)],
      ['a body of another type', 415, 'unsupported-media-type', () => post('a=b', form)],
      ['one referral over 64 KiB', 413, 'payload-too-large', () => post({ ...somebody(), more: 'x'.repeat(65_536) })],
      [
        'a batch over 1 MiB',
        413,
        'payload-too-large',
        () => call(police, 'POST', '/v1/referrals/batch', { referrals: ['x'.repeat(1_048_576)] }),
      ],
      ['a batch of 101', 422, 'invalid-request', () => call(police, 'POST', '/v1/referrals/batch', batchOf(101))],
      ['fields with faults', 422, 'invalid-referral', () => post({ ...somebody(), surprise: 1 })],
      [
        'domestic abuse without consent',
        422,
        'explicit-consent-required',
        () => post(somebody({ offence: { domesticAbuse: 'yes' } })),
      ],
      [
        'a charity without consent',
        422,
        'explicit-consent-required',
        () => call(charity, 'POST', '/v1/referrals', somebody()),
      ],
      ['somebody who opted out', 422, 'victim-opted-out', () => post(somebody({ victim: { optedOut: true } }))],
      ['an organisation', 422, 'not-a-victim', () => post(somebody({ victim: { familyName: 'Example Stores Ltd' } }))],
      [
        'a small child without a guardian',
        422,
        'guardian-required',
        () => post(somebody({ victim: { dateOfBirth: '2019-01-01' } })),
      ],
      [
        'an override without its reason',
        422,
        'override-reason-required',
        () =>
          post(
            somebody({
              offence: { domesticAbuse: 'yes' },
              risk: { level: 'high' },
              consent: { basis: 'safeguarding-override' },
            }),
          ),
      ],
    ];
    test.each(cases)('%s: %i %s', async (_what, status, code, send) => {
      expectProblem(await send(), status, code);
    });

    test('all faults are reported at once, each with its pointer and without its value', async () => {
      const faulty = {
        ...somebody({ victim: { dateOfBirth: '2099-01-01', familyName: undefined } }),
        surprise: 'Zebra',
      };
      const answer = await run.send({ ...faulty, victim: { ...faulty.victim, sex: 'marmalade' } });
      const { errors = [] } = expectProblem(answer, 422, 'invalid-referral');
      const pointers = errors.map(({ pointer }) => pointer);
      expect(pointers).toEqual(
        expect.arrayContaining(['/victim/dateOfBirth', '/victim/sex', '/victim/familyName', '/surprise']),
      );
      expect(answer.text).not.toMatch(/2099|marmalade|Zebra/);
    });

    test('a status that may not follow gets those that may; a wrong code and an unknown reason get different errors', async () => {
      const { referralId } = await run.refer();
      const [message] = (await run.messagesOf(referralId)) as [DeliveredMessage];
      const before = expectProblem(await run.report(message, { status: 'supporting' }), 409, 'transition-not-allowed');
      expect(before).toMatchObject({ currentStatus: 'queued' });
      await run.read(message);
      const read = expectProblem(
        await run.report(message, { status: 'closed', outcome: 'deceased' }),
        409,
        'transition-not-allowed',
      );
      expect(read).toMatchObject({
        currentStatus: 'collected',
        allowed: expect.arrayContaining(['accepted', 'declined', 'returned']),
      });
      const wrong = await run.report(message, { status: 'accepted', confirmationCode: 'WRONG' });
      expectProblem(wrong, 422, 'wrong-confirmation-code');
      expectProblem(await run.report(message, { status: 'declined', reason: 'rain' }), 422, 'unknown-reason');
      expectProblem(await run.report(message, { status: 'lost' }), 422, 'invalid-request');
      expect((await run.view(referralId)).handOffs).toEqual([expect.objectContaining({ status: 'collected' })]);
    });

    test('a correction needs the version that it corrects', async () => {
      const { referralId } = await run.refer({ contact: { safe: unsafe } });
      const put = (headers: Record<string, string>) =>
        run.client.call(police, 'PUT', `/v1/referrals/${referralId}`, somebody(), headers);
      expectProblem(await put({}), 428, 'precondition-required');
      expectProblem(await put({ 'if-match': '"9"' }), 412, 'precondition-failed');
      expectProblem(await put({ 'if-match': '"1"' }), 422, 'invalid-referral');
      expect((await run.view(referralId)).version).toBe(1);
    });

    test('the caller’s correlation id is returned', async () => {
      const answer = await run.client.call(police, 'GET', `/v1/referrals/${nobody}`, undefined, {
        'x-correlation-id': 'abc-1',
      });
      expect(expectProblem(answer, 404, 'not-found').correlationId).toBe('abc-1');
    });
  });

  describe('Durham’s 85 referrals of three days in April 2014, in their proportions, over HTTP', () => {
    testDurham(() => run);
  });
};

const expected: Record<string, { over: Parameters<typeof somebody>[0]; ends: string }> = {
  'crime type out of scope': {
    over: { offence: { category: 'fraud', homeOfficeCode: undefined } },
    ends: 'held out-of-scope',
  },
  'insufficient contact details': {
    over: {
      contact: { phone: undefined, email: undefined, safe: { ...unsafe, call: 'unknown', text: 'unknown' } },
      victim: { address: { lines: undefined, postcode: undefined } },
    },
    ends: 'held no-safe-contact',
  },
  'domestic abuse, unsafe to continue, returned to the police': {
    over: { offence: { domesticAbuse: 'yes' }, consent: explicitConsent, contact: { safe: unsafe } },
    ends: 'held no-safe-contact',
  },
  'first contact attempted by phone': { over: { contact: { safe: { ...unsafe, call: 'yes' } } }, ends: 'routed' },
  'first contact attempted by text': { over: { contact: { safe: { ...unsafe, text: 'yes' } } }, ends: 'routed' },
  'first contact attempted by letter': { over: { contact: { safe: { ...unsafe, post: 'yes' } } }, ends: 'routed' },
};

function testDurham(started: () => Run): void {
  test('66 reach a service’s queue; 14 are held as out of scope and 5 without safe contact, on the police’s list with the reason', async () => {
    const run = started();
    const all = durham.outcomes.flatMap(({ what, count }) => Array.from({ length: count }, () => what));
    expect(all).toHaveLength(durham.referrals);
    const referrals = all.map((what) => somebody(expected[what]?.over));
    const answer = await run.client.call(police, 'POST', '/v1/referrals/batch', { referrals });
    const { results } = answer.json as { results: { status: number; body: { referralId: string } }[] };
    expect(results.map(({ status }) => status)).toEqual(all.map(() => 201));
    const ended: string[] = [];
    for (const [at, { body }] of results.entries()) {
      run.answered.add(body.referralId);
      const { status, heldReasons, handOffs } = await run.view(body.referralId);
      const messages = at === 0 || status === 'routed' ? await run.messagesOf(body.referralId) : [];
      expect([all[at], [status, ...heldReasons].join(' ')]).toEqual([all[at], expected[all[at] ?? '']?.ends]);
      expect(messages.map(({ service }) => service)).toEqual(handOffs.map(({ service }) => service));
      ended.push([status, ...heldReasons].join(' '));
    }
    const count = (ends: string): number => ended.filter((one) => one === ends).length;
    expect([count('routed'), count('held out-of-scope'), count('held no-safe-contact')]).toEqual([66, 14, 5]);
    const list = await run.client.call(police, 'GET', '/v1/referrals?status=held');
    const shown = z.object({
      items: z.array(z.looseObject({ referralId: z.string(), heldReasons: z.array(z.string()) })),
    });
    const held = new Map(shown.parse(list.json).items.map((one) => [one.referralId, one.heldReasons.join()]));
    for (const [at, { body }] of results.entries()) {
      if (ended[at] !== 'routed') expect(`held ${held.get(body.referralId)}`).toBe(ended[at]);
    }
  });
}
