/** What services report of reaching a person: that they cannot, and what they found. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import type { Overrides } from '#test/support/submissions.ts';
import { hourMs, onlyCall, otherPhone, type Steps, stepsAfterHandOff } from '../support/after-hand-off.ts';
import { general, police, type Run } from '../support/run.ts';

export const attemptsJourney = (started: () => Run): void => {
  let run: Run;
  let steps: Steps;
  beforeAll(() => {
    run = started();
    steps = stepsAfterHandOff(run);
  });

  describe('a service that cannot reach the person', () => {
    test('suspends, goes on by the person’s call, and each is counted once', async () => {
      const before = {
        contacted: await run.total('contacted'),
        accepted: await run.total('accepted'),
        suspended: await run.total('suspended'),
      };
      const { referralId, message } = await steps.accepted({ contact: { safe: onlyCall } });
      const at = steps.now();
      const tried = { status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' };
      expect((await run.report(message, tried)).status).toBe(200);
      const suspended = { status: 'suspended', reason: 'wrong-contact-details', advice: 'Ask for another number.' };
      expect((await run.report(message, suspended)).json).toMatchObject({ status: 'suspended' });
      expect((await run.report(message, suspended)).status).toBe(200);
      expect(await run.view(referralId)).toMatchObject({
        actionNeeded: [{ service: general, reason: 'wrong-contact-details', advice: 'Ask for another number.' }],
      });
      expect((await run.report(message, { status: 'contacted', at: steps.now() })).json).toMatchObject({
        status: 'contacted',
      });
      expect((await run.report(message, { ...suspended, reason: 'unsafe-to-contact' })).status).toBe(200);
      expect((await steps.patch(referralId, 1, otherPhone)).status).toBe(200);
      expect((await run.report(message, { status: 'contacted', at: steps.now() })).status).toBe(200);
      expect(await run.total('contacted')).toBe(before.contacted + 1);
      expect(await run.total('accepted')).toBe(before.accepted + 1);
      expect(await run.total('suspended')).toBe(before.suspended + 2);
    });

    test('a number that was not safe then does not let it go on', async () => {
      const { referralId, message } = await steps.accepted();
      await run.report(message, { status: 'suspended', reason: 'unsafe-to-contact', advice: 'He answers her phone.' });
      expect((await steps.patch(referralId, 1, { victim: { language: 'pa' } })).json).toMatchObject({ version: 2 });
      expect(await steps.statusOf(referralId)).toEqual(['suspended']);
    });

    test('waits for its sender for the area’s period, then the hub takes over', async () => {
      const { referralId, message } = await steps.accepted();
      await run.report(message, { status: 'suspended', reason: 'wrong-contact-details', advice: 'Ask again.' });
      await run.client.moveClock(new Date(run.system.clock.now() + 8 * 24 * hourMs).toISOString());
      expect(await steps.triageReasons(referralId)).toContain('suspended');
      expect((await run.report(message, { status: 'closed', outcome: 'wrong-contact-details' })).status).toBe(200);
      expect(await steps.triageReasons(referralId)).toEqual([]);
    });

    test('an attempt by a way that is marked unsafe needs its reason; one of which nobody knows is marked', async () => {
      const { referralId, message } = await steps.accepted({ contact: { safe: { ...onlyCall, text: 'unknown' } } });
      const byVoicemail = { status: 'contact-attempted', channel: 'call', at: steps.now(), result: 'left-message' };
      expect((await run.report(message, byVoicemail)).json).toMatchObject({ code: 'channel-not-safe' });
      expect((await run.report(message, { ...byVoicemail, safetyReason: 'The line dropped.' })).status).toBe(200);
      expect(await steps.triageReasons(referralId)).toContain('safety');
      const text = {
        status: 'contact-attempted',
        channel: 'text',
        at: new Date(Date.parse(steps.now()) - 60_000).toISOString(),
      };
      expect((await run.report(message, text)).status).toBe(200);
    });
  });

  describe('what an attempt found', () => {
    const two = { needs: ['emotional-support', 'drugs-alcohol'] } satisfies Overrides<Submission>;
    const call = { status: 'contact-attempted', channel: 'call' } as const;

    test.each(['wrong-number', 'someone-else-answered'] as const)(
      '%s: is put before the hub while another service has the details, and its sender reads it',
      async (result) => {
        const { referralId, message } = await steps.accepted(two);
        expect((await run.messagesOf(referralId)).length).toBe(2);
        expect((await run.report(message, { ...call, at: steps.now(), result: 'no-answer' })).status).toBe(200);
        expect(await steps.triageReasons(referralId)).toEqual([]);
        const at = new Date(Date.parse(steps.now()) - 60_000).toISOString();
        expect((await run.report(message, { ...call, at, result })).status).toBe(200);
        expect(await steps.triageReasons(referralId)).toEqual(['safety']);
        const { history } = await run.view(referralId);
        expect(history.at(-1)).toMatchObject({ event: 'contact-attempted', reason: 'call', result });
      },
    );

    test('before a correction says nothing of the number that the correction gave', async () => {
      const { referralId, message } = await steps.accepted();
      const at = steps.now();
      await run.client.moveClock(new Date(run.system.clock.now() + hourMs).toISOString());
      expect((await steps.patch(referralId, 1, otherPhone)).status).toBe(200);
      await run.read(message);
      const tried = await run.report(message, { ...call, at, result: 'wrong-number', version: 2 });
      expect(tried.status).toBe(200);
      const { firstContact } = await run.read(message);
      expect(JSON.stringify(firstContact)).not.toContain('reported');
    });

    test('is reported late of the version that its service had read when it was withdrawn, and of no other', async () => {
      const { referralId, message } = await steps.accepted();
      expect((await steps.patch(referralId, 1, otherPhone)).status).toBe(200);
      await run.client.call(police, 'POST', `/v1/referrals/${referralId}/withdraw`, { reason: 'sent-in-error' });
      expect((await steps.patch(referralId, 2, { needs: ['housing'] })).json).toMatchObject({
        version: 3,
        status: 'routed',
      });
      const { version } = await run.read(message);
      expect(version).toBe(1);
      const late = { ...call, at: steps.now(), result: 'wrong-number', safetyReason: 'It was made before we knew.' };
      expect((await run.report(message, { ...late, version: 3 })).status).toBe(412);
      expect((await run.report(message, { ...late, version })).status).toBe(200);
      const again = (await run.messagesOf(referralId)).at(-1);
      if (!again) throw new Error('no message');
      // The number that the service did not know is not wrong.
      expect(JSON.stringify((await run.read(again)).firstContact)).not.toContain('reported');
    });

    test('is of a version that there is', async () => {
      const { message } = await steps.accepted();
      const tried = await run.report(message, { ...call, at: steps.now(), version: 99 });
      expect([tried.status, tried.json]).toMatchObject([412, { code: 'precondition-failed' }]);
    });
  });
};
