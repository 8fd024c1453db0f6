import { beforeAll, describe, expect, test } from 'vitest';
import { explicitConsent } from '#test/support/submissions.ts';
import { authority, general, hospital, morning, police, type Run, somebody, unsafe } from '../support/run.ts';

export const referralJourney = (started: () => Run): void => {
  let run: Run;
  beforeAll(() => {
    run = started();
  });

  const only = <Item>(items: readonly Item[]): Item => {
    expect(items).toHaveLength(1);
    return items[0] as Item;
  };

  describe('from an access token to a closed referral', () => {
    test('a referral goes to its service, is closed, and is counted once in each measure', async () => {
      const body = somebody();
      const answer = await run.send(body);
      expect(answer.status).toBe(201);
      const { referralId } = answer.json as { referralId: string };
      expect(answer.headers['location']).toBe(`/v1/referrals/${referralId}`);

      const message = only(await run.messagesOf(referralId));
      expect(message).toMatchObject({ schema: 'victim-referral-intake/hand-off/1', service: general, attempt: 1 });
      expect(JSON.stringify(message)).not.toMatch(/Example|Sam|7700|M1 1AE|@/);

      const { confirmationCode, ...detail } = await run.read(message);
      expect(JSON.stringify(detail)).toContain(body.victim.familyName);
      const at = new Date(run.system.clock.now()).toISOString();
      for (const report of [
        { status: 'accepted', confirmationCode },
        { status: 'contact-attempted', channel: 'call', at },
        { status: 'contacted', at },
        { status: 'supporting' },
        { status: 'closed', outcome: 'support-completed' },
      ]) {
        expect([report.status, (await run.report(message, report)).status]).toEqual([report.status, 200]);
        // The same again is 200 and changes nothing.
        expect((await run.report(message, report)).status).toBe(200);
      }
      const seen = await run.view(referralId);
      expect(seen.status).toBe('closed');
      expect(JSON.stringify(seen)).not.toContain(body.victim.familyName);
      expect(seen.history.map(({ event }) => event)).toEqual([
        ...[
          'received',
          'handed-off',
          'collected',
          'accepted',
          'contact-attempted',
          'contacted',
          'supporting',
          'closed',
        ],
      ]);
      for (const measure of [
        'referrals',
        'victims',
        'handed-off',
        'accepted',
        'contacted',
        'within-target',
        'closed',
      ]) {
        expect([measure, await run.total(measure)]).toEqual([measure, 1]);
      }
    });

    test('another service and another sender cannot find it', async () => {
      const { referralId } = await run.refer();
      const message = only(await run.messagesOf(referralId));
      const elsewhere = { ...message, service: 'alderwick-centre' };
      expect((await run.client.call('alderwick-centre', 'GET', `/v1/hand-offs/${message.handOffId}`)).status).toBe(404);
      expect((await run.report(elsewhere, { status: 'supporting' })).status).toBe(404);
      expect((await run.client.call(hospital, 'GET', `/v1/referrals/${referralId}`)).status).toBe(404);
    });
  });

  describe('a referral sent again', () => {
    test('the same body is told how it stands now, a changed one is refused, and nothing changes', async () => {
      const body = somebody();
      const before = await run.send(body);
      const { referralId } = before.json as { referralId: string };
      const first = await run.view(referralId);

      const again = await run.send(Object.fromEntries(Object.entries(body).reverse()));
      expect(again.status).toBe(200);
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect(before.json).toMatchObject({ status: 'received' });
      expect(again.json).toEqual({ ...(before.json as object), status: 'routed' });

      const changed = await run.send({ ...body, needs: ['housing'] });
      expect(changed.status).toBe(409);
      expect(changed.json).toMatchObject({
        code: 'already-referred',
        referralId,
        currentStatus: 'routed',
        links: { self: `/v1/referrals/${referralId}` },
      });
      expect(await run.view(referralId)).toEqual(first);
      only(await run.messagesOf(referralId));
    });

    test('twenty times at once gives one 201, nineteen 200, one hand-off and one count', async () => {
      const before = await run.total('referrals');
      const body = somebody();
      const answers = await Promise.all(Array.from({ length: 20 }, () => run.send(body)));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
      const ids = new Set(answers.map(({ json }) => (json as { referralId: string }).referralId));
      expect(ids.size).toBe(1);
      only(await run.messagesOf([...ids][0] ?? ''));
      expect(await run.total('referrals')).toBe(before + 1);
    });

    test('a batch sent again gets the same answer for each item', async () => {
      const referrals = [somebody(), { nonsense: true }, somebody()];
      const send = async () => {
        const answer = await run.client.call(police, 'POST', '/v1/referrals/batch', { referrals });
        const { results } = answer.json as { results: { status: number; body: { referralId?: string } }[] };
        for (const { body } of results) if (body.referralId) run.answered.add(body.referralId);
        return results.map(({ status }) => status);
      };
      expect(await send()).toEqual([201, 422, 201]);
      expect(await send()).toEqual([200, 422, 200]);
      run.resent += 2;
    });
  });

  describe('a referral that is held, corrected or withdrawn', () => {
    const held = { consent: explicitConsent, offence: { domesticAbuse: 'yes' }, contact: { safe: unsafe } } as const;

    test('a held referral is on its sender’s list with its reason; once corrected, it goes to a service', async () => {
      const body = somebody(held);
      const { referralId, status, heldReasons } = (await run.send(body)).json as never as Record<string, unknown>;
      expect([status, heldReasons]).toEqual(['held', ['no-safe-contact']]);
      const id = String(referralId);
      expect(await run.messagesOf(id)).toEqual([]);
      const list = await run.client.call(police, 'GET', '/v1/referrals?status=held,returned');
      expect(list.text).toContain(id);

      const safe = { ...body, contact: { ...body.contact, safe: { ...unsafe, call: 'yes' } } };
      const put = (version: number) =>
        run.client.call(police, 'PUT', `/v1/referrals/${id}`, safe, { 'if-match': `"${version}"` });
      expect((await put(7)).status).toBe(412);
      const corrected = await put(1);
      expect(corrected.status).toBe(200);
      expect(corrected.json).toMatchObject({ version: 2, status: 'routed' });
      // The correction and the stream may both send it: two messages, one hand-off.
      const ids = (await run.messagesOf(id)).map(({ handOffId }) => handOffId);
      only([...new Set(ids)]);
      const seen = await run.view(id);
      expect(seen.history.map(({ event }) => event)).toEqual(['received', 'held', 'corrected', 'handed-off']);
      // A correction that changes nothing makes no version.
      expect(await put(2)).toMatchObject({ status: 200, json: { version: 2, status: 'routed' } });
    });

    test('a withdrawal is sent to the service that holds it, which can no longer see personal data', async () => {
      const body = somebody();
      const { referralId } = (await run.send(body)).json as { referralId: string };
      const message = only(await run.messagesOf(referralId));
      await run.accept(message);
      const path = `/v1/referrals/${referralId}/withdraw`;
      const withdrawn = await run.client.call(police, 'POST', path, { reason: 'consent-withdrawn' });
      expect([withdrawn.status, withdrawn.json]).toEqual([200, expect.objectContaining({ status: 'withdrawn' })]);
      const schemas = (await run.messagesOf(referralId)).map(({ schema }) => schema);
      expect(schemas).toEqual(['victim-referral-intake/hand-off/1', 'victim-referral-intake/withdrawal/1']);
      const detail = await run.read(message);
      expect(detail.status).toBe('withdrawn');
      expect(JSON.stringify(detail)).not.toContain(body.victim.familyName);
      expect((await run.report(message, { status: 'contacted', at: morning })).status).toBe(409);
    });

    test('triage gives a case that a service has to another one, which the first is told', async () => {
      const body = somebody();
      const { referralId } = (await run.send(body)).json as { referralId: string };
      const first = only(await run.messagesOf(referralId));
      await run.accept(first);
      const path = `/v1/referrals/${referralId}/route`;
      const route = { service: 'fernbank-advisers', reason: 'They know the person.' };
      const refused = await run.client.call(authority, 'POST', path, route);
      expect(refused).toMatchObject({ status: 422, json: { code: 'service-not-eligible' } });
      const override = { ...route, override: 'The person told them of abuse at home.' };
      for (const _ of [1, 2]) {
        expect(await run.client.call(authority, 'POST', path, override)).toMatchObject({ status: 200 });
      }
      const sent = (await run.messagesOf(referralId)).map(
        ({ service, schema }) => `${service} ${schema.split('/')[1]}`,
      );
      expect(sent.toSorted()).toEqual([
        'fernbank-advisers hand-off',
        'mosslight-victim-care hand-off',
        'mosslight-victim-care withdrawal',
      ]);
      expect(JSON.stringify(await run.read(first))).not.toContain(body.victim.familyName);
      expect((await run.view(referralId)).handOffs).toMatchObject([
        { service: general, status: 'withdrawn' },
        { service: 'fernbank-advisers', status: 'queued' },
      ]);
    });

    test('triage hands one referral to a service and returns another with advice that its sender can read', async () => {
      const [one, two] = [await run.refer({ offence: { category: 'fraud' } }), await run.refer(held)];
      await run.system.waitUntilIdle();
      const list = await run.client.call(authority, 'GET', '/v1/triage');
      for (const { referralId } of [one, two]) expect(list.text).toContain(referralId);

      const path = (id: string, verb: string) => `/v1/referrals/${id}/${verb}`;
      const route = { service: general, reason: 'They can be seen here.' };
      expect(await run.client.call(authority, 'POST', path(two.referralId, 'route'), route)).toMatchObject({
        status: 422,
        json: { code: 'no-safe-contact' },
      });
      const routed = await run.client.call(authority, 'POST', path(one.referralId, 'route'), route);
      expect(routed.json).toMatchObject({ status: 'routed' });
      expect(only(await run.messagesOf(one.referralId))).toMatchObject({ service: general });

      const advice = 'Ask which number is safe to call.';
      const back = { reason: 'unsafe-to-contact', advice };
      const returned = await run.client.call(authority, 'POST', path(two.referralId, 'return'), back);
      expect(returned.json).toMatchObject({ status: 'returned' });
      expect(await run.view(two.referralId)).toMatchObject({ status: 'returned', advice });
      const after = await run.client.call(authority, 'GET', '/v1/triage');
      for (const { referralId } of [one, two]) expect(after.text).not.toContain(referralId);
    });
  });

  describe('a decline', () => {
    test('moves to the next eligible service at once, and the referral is counted once', async () => {
      const before = await run.total('referrals');
      const { referralId, routing } = await run.refer({ consent: explicitConsent, offence: { domesticAbuse: 'yes' } });
      const message = only(await run.messagesOf(referralId));
      expect(routing.chosen[0]?.service).toBe(message.service);
      await run.read(message);
      expect((await run.report(message, { status: 'declined', reason: 'no-capacity' })).status).toBe(200);
      const [, next] = await run.messagesOf(referralId);
      expect(next).toMatchObject({ attempt: 2 });
      expect(next?.service).not.toBe(message.service);
      expect(await run.total('referrals')).toBe(before + 1);
    });
  });
};
