/** Files sent again, through the API of the local system: nothing is referred twice, and each answer tells what is so. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Submission } from '#src/domain/submission.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { police, type Run, somebody, unsafe } from '../support/run.ts';

export const sendingAgainJourney = (started: () => Run): void => {
  let run: Run;
  beforeAll(() => {
    run = started();
  });

  const answer = z.looseObject({
    referralId: z.string(),
    version: z.number(),
    status: z.string(),
    routing: z.looseObject({ chosen: z.array(z.looseObject({ service: z.string() })) }),
  });
  const problem = z.looseObject({
    code: z.string(),
    detail: z.string(),
    currentStatus: z.string(),
    links: z.looseObject({ self: z.string(), correct: z.string().optional() }),
  });

  /** The same referral as another system of the same force would write it. */
  function otherwiseSpelt(body: Submission): object {
    const { victimReference: _, consent, contact, ...rest } = structuredClone(body);
    return {
      ...Object.fromEntries(Object.entries(rest).reverse()),
      crimeReference: ` ${body.crimeReference?.toLowerCase()}`,
      reportedAt: '2026-11-18T22:40:00.0+01:00',
      contact: { ...contact, phone: '(07700) 900-123' },
      consent: { ...consent, overrideReason: null },
    };
  }

  async function sendBatch(referrals: readonly object[]) {
    const { json } = await run.client.call(police, 'POST', '/v1/referrals/batch', { referrals });
    const item = z.looseObject({ status: z.number(), replayed: z.boolean().optional(), body: z.looseObject({}) });
    const { results } = z.object({ results: z.array(item) }).parse(json);
    for (const { status, body } of results) {
      if (status === 200) run.resent += 1;
      if (status === 201) run.answered.add(answer.parse(body).referralId);
    }
    return results;
  }

  test('a nightly file sent again after corrections, in another spelling, is all replays of what stands now', async () => {
    const held = { contact: { safe: unsafe } } as const;
    const bodies = [somebody(), somebody(held), somebody(), somebody(held)];
    const first = (await sendBatch(bodies)).map(({ body }) => answer.parse(body));
    await run.system.waitUntilIdle();
    const [, corrected, withdrawn] = first.map(({ referralId }) => `/v1/referrals/${referralId}`);
    const safe = { ...bodies[1], contact: somebody().contact };
    const put = await run.client.call(police, 'PUT', corrected ?? '', safe, { 'if-match': '"1"' });
    expect([put.status, put.text]).toEqual([200, expect.stringContaining('"version":2')]);
    await run.client.call(police, 'POST', `${withdrawn}/withdraw`, { reason: 'sent-in-error' });
    await run.system.waitUntilIdle();

    const before = await run.total('referrals');
    for (const file of [bodies, bodies.map(otherwiseSpelt), [safe]]) {
      const again = await sendBatch(file);
      expect(again.map(({ status, replayed }) => [status, replayed])).toEqual(file.map(() => [200, true]));
      const now = again.map(({ body }) => answer.parse(body));
      const stands = file.length === 1 ? ['2 routed'] : ['1 routed', '2 routed', '1 withdrawn', '1 held'];
      expect(now.map(({ version, status }) => `${version} ${status}`)).toEqual(stands);
    }
    expect(await run.total('referrals')).toBe(before);
  });

  test('a service that declined is not shown as the one that has it', async () => {
    const body = somebody({ consent: explicitConsent, offence: { domesticAbuse: 'yes' } });
    const { referralId } = answer.parse((await run.send(body)).json);
    const [message] = await run.messagesOf(referralId);
    if (!message) throw new Error('There is no message.');
    await run.read(message);
    await run.report(message, { status: 'declined', reason: 'no-capacity' });
    const [, next] = await run.messagesOf(referralId);
    const { routing } = answer.parse((await run.send(body)).json);
    expect(routing.chosen.map(({ service }) => service)).toEqual([next?.service]);
  });

  describe('other content', () => {
    const changed = (body: Submission) => ({ ...body, needs: ['housing'] });
    const refused = async (body: object, query = '') => {
      const { status, json } = await run.client.call(police, 'POST', `/v1/referrals${query}`, body);
      expect(status).toBe(409);
      if (query === '') run.resent += 1;
      return problem.parse(json);
    };

    test('is told the status as it is, in a dry run too', async () => {
      const body = somebody({ contact: { safe: unsafe } });
      const { referralId } = answer.parse((await run.send(body)).json);
      const self = `/v1/referrals/${referralId}`;
      const links = { self, correct: self };
      expect(await refused(changed(body))).toMatchObject({ code: 'already-referred', currentStatus: 'held', links });
      await run.system.waitUntilIdle();
      expect(await refused(changed(body), '?dryRun=true')).toMatchObject({ currentStatus: 'held', links });
    });
  });

  test('a referral that was withdrawn is opened again as its refusal says, and is still one referral', async () => {
    const before = await run.total('referrals');
    const body = somebody();
    const { referralId } = answer.parse((await run.send(body)).json);
    const path = `/v1/referrals/${referralId}`;
    await run.client.call(police, 'POST', `${path}/withdraw`, { reason: 'sent-in-error' });
    expect(answer.parse((await run.send(body)).json)).toMatchObject({ status: 'withdrawn', routing: { chosen: [] } });

    const changed = { ...body, needs: ['housing'] };
    const refused = problem.parse((await run.send(changed)).json);
    expect(refused).toMatchObject({ currentStatus: 'withdrawn', links: { correct: path } });
    expect(refused.detail).toContain('To refer the person again');
    const { version } = answer.parse((await run.client.call(police, 'GET', refused.links.self)).json);
    const opened = await run.client.call(police, 'PUT', path, changed, { 'if-match': `"${version}"` });
    expect(answer.parse(opened.json)).toMatchObject({ version: 2, status: 'routed' });
    await run.system.waitUntilIdle();
    for (const sent of [body, changed]) {
      const again = answer.parse((await run.send(sent)).json);
      expect(again).toMatchObject({ version: 2, status: 'routed' });
      expect(again.routing.chosen).toHaveLength(1);
    }
    expect(await run.total('referrals')).toBe(before + 1);
  });

  test('a dry run tells a replay, stores nothing and counts nothing', async () => {
    const body = somebody();
    const dryRun = (sent: object) => run.client.call(police, 'POST', '/v1/referrals?dryRun=true', sent);
    const fresh = await dryRun(body);
    expect([fresh.status, fresh.headers['idempotency-replayed']]).toEqual([200, undefined]);
    const { referralId } = answer.parse(fresh.json);
    expect((await run.client.call(police, 'GET', `/v1/referrals/${referralId}`)).status).toBe(404);

    await run.send(body);
    const duplicates = await run.total('duplicates');
    const again = await dryRun(otherwiseSpelt(body));
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([200, 'true']);
    expect(answer.parse(again.json)).toMatchObject({ referralId, version: 1 });
    expect(await run.total('duplicates')).toBe(duplicates);
  });
};
