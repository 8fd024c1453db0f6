/** What happens to a referral after its service has it: corrected, stopped and opened again. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import { explicitConsent, type Overrides, watchedAtHome } from '#test/support/submissions.ts';
import { hourMs, otherPhone, type Steps, stepsAfterHandOff, stop } from '../support/after-hand-off.ts';
import { authority, general, police, type Run } from '../support/run.ts';

export const afterHandOffJourney = (started: () => Run): void => {
  let run: Run;
  let steps: Steps;
  beforeAll(() => {
    run = started();
    steps = stepsAfterHandOff(run);
  });

  describe('a correction of a referral that a service has', () => {
    test('is a new version that the service keeps and is told of, once', async () => {
      const { referralId, body, message } = await steps.accepted();
      const corrected = { ...body, contact: { ...body.contact, phone: '+447700900789' } };
      const answer = await steps.put(referralId, 1, corrected);
      expect([answer.status, answer.json]).toMatchObject([200, { version: 2, status: 'routed' }]);
      expect(await steps.lastMessage(referralId)).toEqual({
        schema: 'victim-referral-intake/amendment/1',
        handOffId: message.handOffId,
        referralId,
        reference: expect.any(String),
        service: general,
        version: 2,
        priority: 'standard',
        changed: ['contact'],
        stopContact: false,
        queuedAt: expect.any(String),
        detail: expect.stringContaining(message.handOffId),
      });
      const detail = await run.read(message);
      expect(detail).toMatchObject({
        version: 2,
        status: 'accepted',
        amended: { version: 2, changed: ['contact'], stopContact: false },
        contact: { phone: '+447700900789' },
      });
      expect(await run.read(message)).not.toHaveProperty('amended');
      // Its answer was lost: sent again it is the same, and no further version.
      const again = await steps.put(referralId, 1, corrected);
      expect([again.status, again.json]).toMatchObject([200, { version: 2, status: 'routed' }]);
      expect((await steps.put(referralId, 2, corrected)).json).toMatchObject({ version: 2 });
      // It may come twice, from the answer and from the stream: of one version.
      const amendments = (await run.messagesOf(referralId)).filter(({ schema }) => schema.includes('amendment'));
      expect(new Set(amendments.map(({ version }) => version))).toEqual(new Set([2]));
      expect((await steps.put(referralId, 1, body)).status).toBe(412);
    });

    test('in one line, as a merge patch, by its sender or by the hub for it, which history tells', async () => {
      const { referralId, message } = await steps.accepted({
        suspects: [{ relationship: 'stranger', status: 'in-custody' }],
      });
      const released = [{ relationship: 'stranger', status: 'bailed' }];
      const answer = await steps.patch(referralId, 1, { suspects: released }, authority);
      expect([answer.status, answer.json]).toMatchObject([200, { version: 2 }]);
      expect(answer.text).not.toMatch(/Sam|7700/);
      const { history } = await run.view(referralId);
      expect(history.find(({ event }) => event === 'corrected')).toMatchObject({ by: authority });
      const told = await steps.lastMessage(referralId);
      expect(JSON.stringify(told)).not.toContain('bailed');
      expect((await steps.patch(referralId, 2, otherPhone)).json).toMatchObject({ version: 3 });
      expect(await run.read(message)).toMatchObject({ amended: { version: 3 }, contact: { phone: '+447700900456' } });
      expect((await steps.patch(referralId, 3, { victim: { familyName: null } })).json).toMatchObject({
        code: 'invalid-referral',
        errors: [{ pointer: '/victim/familyName', code: 'required' }],
      });
      const wrongType = await run.client.call(
        police,
        'PATCH',
        `/v1/referrals/${referralId}`,
        {},
        { 'if-match': '"3"' },
      );
      expect(wrongType.status).toBe(415);
      expect((await steps.patch(referralId, 3, otherPhone, 'irwell-valley-hospitals')).status).toBe(404);
    });

    test('tells a service that is shown suspects at once that one of them is free, and names nobody', async () => {
      const { referralId, message } = await steps.accepted(watchedAtHome);
      expect(message.service).not.toBe(general);
      const [suspect] = watchedAtHome.suspects ?? [];
      const free = [{ ...suspect, status: 'released-under-investigation' }];
      const answer = await steps.patch(referralId, 1, { suspects: free });
      expect([answer.status, answer.json]).toMatchObject([200, { version: 2 }]);
      const told = await steps.lastMessage(referralId);
      expect(told).toMatchObject({ version: 2, priority: 'high', changed: ['suspects'], stopContact: false });
      expect(JSON.stringify(told)).not.toMatch(/Alex|released|partner/);
      expect(await run.read(message)).toMatchObject({
        amended: { changed: ['suspects'] },
        firstContact: { suspects: [{ status: 'released-under-investigation' }] },
      });
    });

    test('that a gate refuses changes nothing', async () => {
      const { referralId } = await steps.accepted();
      const answer = await steps.patch(referralId, 1, { victim: { optedOut: true } });
      expect([answer.status, answer.json]).toMatchObject([422, { code: 'victim-opted-out' }]);
      expect(await run.view(referralId)).toMatchObject({ version: 1, status: 'routed' });
    });

    test('after which no service that has not answered is eligible moves it to the next', async () => {
      const referral = await run.refer();
      const [message] = await run.messagesOf(referral.referralId);
      const young = { victim: { dateOfBirth: '2010-02-03', guardian: { name: 'Jo Example', phone: '+447700900321' } } };
      expect((await steps.patch(referral.referralId, 1, { ...young, consent: explicitConsent })).status).toBe(200);
      const { handOffs } = await run.view(referral.referralId);
      expect(handOffs.map(({ status }) => status)).toEqual(['withdrawn', 'queued']);
      expect(handOffs[1]?.service).not.toBe(message?.service);
      const schemas = (await run.messagesOf(referral.referralId)).map(({ schema, service }) => [schema, service]);
      expect(schemas).toContainEqual(['victim-referral-intake/withdrawal/1', message?.service]);
      expect(schemas).toContainEqual(['victim-referral-intake/hand-off/1', handOffs[1]?.service]);
    });

    test.each<[string, Overrides<Submission>, Overrides<Submission>]>([
      ['is out of scope', { offence: { category: 'fraud' } }, { offence: { category: 'violence-with-injury' } }],
      [
        'is of a young child without a number of its guardian',
        { victim: { dateOfBirth: '2018-02-03', guardian: { name: 'Jo Example' } }, consent: explicitConsent },
        { victim: { guardian: { phone: '+447700900321' } } },
      ],
    ])('after which it %s is with the hub, and with no service that has not accepted', async (_, over, mended) => {
      const { referralId } = await steps.accepted({ needs: ['emotional-support', 'drugs-alcohol'] });
      expect(await steps.statusOf(referralId)).toEqual(['accepted', 'queued']);
      expect((await steps.patch(referralId, 1, over)).json).toMatchObject({ version: 2, status: 'routed' });
      expect(await steps.statusOf(referralId)).toEqual(['accepted', 'withdrawn']);
      expect(await steps.triageReasons(referralId)).toEqual(['would-be-held']);
      expect((await steps.patch(referralId, 2, mended)).status).toBe(200);
      expect(await steps.triageReasons(referralId)).toEqual([]);
    });

    test('and a report are kept with the member of staff for whom they were made, whom the sender is not told', async () => {
      const { referralId, message } = await steps.accepted();
      const as = (staff: string) => ({ 'x-on-behalf-of': staff });
      const path = `/v1/hand-offs/${message.handOffId}/status`;
      const tried = { status: 'contact-attempted', channel: 'call', at: steps.now() };
      expect((await run.client.call(general, 'POST', path, tried, as('worker-7'))).status).toBe(200);
      expect((await run.client.call(general, 'POST', path, tried, as('x'.repeat(65)))).status).toBe(422);
      const headers = { 'if-match': '"1"', 'content-type': 'application/merge-patch+json', ...as('officer-9') };
      const url = `/v1/referrals/${referralId}`;
      expect((await run.client.call(police, 'PATCH', url, otherPhone, headers)).status).toBe(200);
      const kept = (await run.client.call(authority, 'GET', `${url}/disclosures`)).json;
      expect(kept).toMatchObject({
        items: expect.arrayContaining([
          expect.objectContaining({ event: 'contact-attempted', by: general, onBehalfOf: 'worker-7' }),
          expect.objectContaining({ event: 'corrected', by: police, onBehalfOf: 'officer-9' }),
        ]),
      });
      expect(JSON.stringify(await run.view(referralId))).not.toMatch(/worker-7|officer-9/);
    });

    test('that names a new need calls in the service for it', async () => {
      const { referralId } = await steps.accepted({ needs: ['emotional-support'] });
      const before = (await run.view(referralId)).handOffs.length;
      expect((await steps.patch(referralId, 1, { needs: ['emotional-support', 'drugs-alcohol'] })).status).toBe(200);
      const { handOffs } = await run.view(referralId);
      expect(handOffs).toHaveLength(before + 1);
      expect(handOffs[0]?.status).toBe('accepted');
    });
  });

  describe('when no way to reach the person is safe any more', () => {
    test('a service that accepted stops, and goes on when a correction gives another way', async () => {
      const { referralId, message } = await steps.accepted();
      const before = await run.read(message);
      await run.client.moveClock(new Date(run.system.clock.now() + 24 * hourMs).toISOString());
      expect((await steps.patch(referralId, 1, stop)).json).toMatchObject({ version: 2, status: 'routed' });
      expect(await steps.statusOf(referralId)).toEqual(['suspended']);
      expect(await steps.lastMessage(referralId)).toMatchObject({ version: 2, stopContact: true, priority: 'high' });
      const list = (await run.client.call(police, 'GET', '/v1/referrals?needs=action')).json as {
        items: { referralId: string; actionNeeded: object[] }[];
      };
      expect(list.items.find((one) => one.referralId === referralId)?.actionNeeded).toMatchObject([
        { service: general, reason: 'unsafe-to-contact' },
      ]);
      // An attempt made before the stop was read is recorded with its reason, and goes before the hub.
      const attempt = { status: 'contact-attempted', channel: 'call', at: steps.now() };
      expect((await run.report(message, attempt)).json).toMatchObject({
        code: 'channel-not-safe',
        errors: [{ pointer: '/safetyReason' }],
      });
      const told = await run.report(message, { ...attempt, safetyReason: 'We had not read it yet.' });
      expect(told.json).toMatchObject({ status: 'suspended', contactAttempts: 1 });
      expect(await steps.triageReasons(referralId)).toContain('safety');
      expect((await run.report(message, { status: 'accepted', confirmationCode: 'x', version: 1 })).status).toBe(422);
      expect((await run.report(message, { status: 'contacted', at: steps.now(), version: 1 })).status).toBe(412);

      expect((await steps.patch(referralId, 2, otherPhone)).json).toMatchObject({ version: 3 });
      expect(await steps.statusOf(referralId)).toEqual(['accepted']);
      expect((await run.read(message)).respondBy > before.respondBy).toBe(true);
      expect((await run.report(message, { status: 'contacted', at: steps.now(), version: 3 })).status).toBe(200);
      expect(await steps.eventsOf(referralId)).toEqual(
        expect.arrayContaining(['corrected', 'suspended', 'amended', 'resumed', 'contacted']),
      );
    });

    test('a service that has not answered loses it, and the referral is held', async () => {
      const { referralId } = await run.refer();
      await run.messagesOf(referralId);
      expect((await steps.patch(referralId, 1, stop)).json).toMatchObject({
        status: 'held',
        heldReasons: ['no-safe-contact'],
      });
      expect(await steps.lastMessage(referralId)).toMatchObject({ schema: 'victim-referral-intake/withdrawal/1' });
      expect((await steps.patch(referralId, 2, otherPhone)).json).toMatchObject({ version: 3, status: 'routed' });
    });

    test('a stop that is not read in time is on the hub’s list until it is', async () => {
      const { referralId, message } = await steps.accepted();
      await steps.patch(referralId, 1, stop);
      expect(await steps.triageReasons(referralId)).not.toContain('stop-unread');
      await run.client.moveClock(new Date(run.system.clock.now() + 5 * hourMs).toISOString());
      expect(await steps.triageReasons(referralId)).toContain('stop-unread');
      expect(await run.read(message)).toMatchObject({ amended: { stopContact: true } });
      expect(await steps.triageReasons(referralId)).not.toContain('stop-unread');
    });
  });

  describe('a referral that is over', () => {
    test('is opened again by a correction, judged anew, and stays one referral', async () => {
      const before = { referrals: await run.total('referrals'), reopened: await run.total('reopened') };
      const { referralId, body } = await steps.accepted();
      const { receivedAt } = (await run.client.call(police, 'GET', `/v1/referrals/${referralId}`)).json as {
        receivedAt: string;
      };
      await run.client.call(police, 'POST', `/v1/referrals/${referralId}/withdraw`, { reason: 'sent-in-error' });
      const replay = await run.send(body);
      expect([replay.status, replay.json]).toMatchObject([200, { status: 'withdrawn' }]);
      const again = await steps.put(referralId, 1, body);
      expect([again.status, again.json]).toMatchObject([200, { version: 2, status: 'routed', receivedAt }]);
      expect(await steps.statusOf(referralId)).toEqual(['withdrawn', 'queued']);
      expect(await run.total('referrals')).toBe(before.referrals + 1);
      expect(await run.total('reopened')).toBe(before.reopened + 1);
    });

    test('after the person said no, is opened only with consent given since', async () => {
      const { referralId, message } = await steps.accepted();
      await run.report(message, { status: 'closed', outcome: 'declined-by-victim' });
      const refused = await steps.patch(referralId, 1, { needs: ['housing'] });
      expect([refused.status, refused.json]).toMatchObject([422, { code: 'explicit-consent-required' }]);
      await run.client.moveClock(new Date(run.system.clock.now() + hourMs).toISOString());
      const consent = { basis: 'explicit-consent', givenBy: 'victim', method: 'verbal', obtainedAt: steps.now() };
      expect((await steps.patch(referralId, 1, { consent })).json).toMatchObject({ version: 2, status: 'routed' });
    });

    test('is opened only with consent given since, also where the person said no after it was sent in error', async () => {
      const before = await run.total('withdrawn');
      const { referralId } = await steps.accepted();
      const withdraw = (reason: string) =>
        run.client.call(police, 'POST', `/v1/referrals/${referralId}/withdraw`, { reason });
      for (const reason of ['sent-in-error', 'consent-withdrawn', 'consent-withdrawn'])
        expect((await withdraw(reason)).status).toBe(200);
      const refused = await steps.patch(referralId, 1, { needs: ['housing'] });
      expect([refused.status, refused.json]).toMatchObject([422, { code: 'explicit-consent-required' }]);
      expect(await run.total('withdrawn')).toBe(before + 1);
    });

    test('is not opened once its erasure is asked for', async () => {
      const { referralId, body } = await steps.accepted();
      await run.client.call(police, 'POST', `/v1/referrals/${referralId}/withdraw`, { reason: 'sent-in-error' });
      await run.client.call(authority, 'POST', `/v1/referrals/${referralId}/erase`, { reason: 'asked-by-person' });
      for (const answer of [await steps.put(referralId, 1, body), await steps.patch(referralId, 1, otherPhone)]) {
        expect([answer.status, answer.json]).toMatchObject([409, { code: 'transition-not-allowed', allowed: [] }]);
      }
    });
  });
};
