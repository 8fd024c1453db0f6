/** What happens to a referral after its service has it: corrected, suspended, opened again, and tried when it was not safe. */
import { describe, expect, test } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import { explicitConsent, type Overrides, watchedAtHome } from '#test/support/submissions.ts';
import { useAuditedRun } from './support/audited-run.ts';
import { authority, general, police, type ReferralAnswer, type Run, somebody, unsafe } from './support/run.ts';

let run: Run;
useAuditedRun((started) => {
  run = started;
});

const hourMs = 3_600_000;
const now = () => new Date(run.system.clock.now()).toISOString();
const onlyCall = { ...unsafe, call: 'yes' } as const;

interface Held extends ReferralAnswer {
  body: Submission;
}

/** Referred, and accepted by its service. */
async function accepted(over: Overrides<Submission> = {}) {
  const body = somebody(over);
  const answer = await run.send(body);
  expect(answer.status).toBe(201);
  const referral = { ...(answer.json as ReferralAnswer), body } as Held;
  const [message] = await run.messagesOf(referral.referralId);
  if (!message) throw new Error('no message');
  await run.accept(message);
  return { ...referral, message };
}

const put = (id: string, version: number, body: unknown, party = police) =>
  run.client.call(party, 'PUT', `/v1/referrals/${id}`, body, { 'if-match': `"${version}"` });
const patch = (id: string, version: number, body: unknown, party = police) =>
  run.client.call(party, 'PATCH', `/v1/referrals/${id}`, body, {
    'if-match': `"${version}"`,
    'content-type': 'application/merge-patch+json',
  });
const stop = { contact: { safe: unsafe } };
const otherPhone = { contact: { phone: '+447700900456', safe: { call: 'yes' } } };
const statusOf = async (id: string) => (await run.view(id)).handOffs.map(({ status }) => status);
const eventsOf = async (id: string) => (await run.view(id)).history.map(({ event }) => event);
const lastMessage = async (id: string) => (await run.messagesOf(id)).at(-1);

interface TriageItem {
  referralId: string;
  reason: string;
  reasons: string[];
}
async function triageReasons(id: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `?cursor=${cursor}`;
    const page = (await run.client.call(authority, 'GET', `/v1/triage${query}`)).json as {
      items: TriageItem[];
      cursor?: string;
    };
    found.push(...page.items.filter(({ referralId }) => referralId === id).flatMap(({ reasons }) => reasons));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

describe('a correction of a referral that a service has', () => {
  test('is a new version that the service keeps and is told of, once', async () => {
    const { referralId, body, message } = await accepted();
    const corrected = { ...body, contact: { ...body.contact, phone: '+447700900789' } };
    const answer = await put(referralId, 1, corrected);
    expect([answer.status, answer.json]).toMatchObject([200, { version: 2, status: 'routed' }]);
    expect(await lastMessage(referralId)).toEqual({
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
    const again = await put(referralId, 1, corrected);
    expect([again.status, again.json]).toMatchObject([200, { version: 2, status: 'routed' }]);
    expect((await put(referralId, 2, corrected)).json).toMatchObject({ version: 2 });
    // It may come twice, from the answer and from the stream: of one version.
    const amendments = (await run.messagesOf(referralId)).filter(({ schema }) => schema.includes('amendment'));
    expect(new Set(amendments.map(({ version }) => version))).toEqual(new Set([2]));
    expect((await put(referralId, 1, body)).status).toBe(412);
  });

  test('in one line, as a merge patch, by its sender or by the hub for it, which history tells', async () => {
    const { referralId, message } = await accepted({ suspects: [{ relationship: 'stranger', status: 'in-custody' }] });
    const released = [{ relationship: 'stranger', status: 'bailed' }];
    const answer = await patch(referralId, 1, { suspects: released }, authority);
    expect([answer.status, answer.json]).toMatchObject([200, { version: 2 }]);
    expect(answer.text).not.toMatch(/Sam|7700/);
    const { history } = await run.view(referralId);
    expect(history.find(({ event }) => event === 'corrected')).toMatchObject({ by: authority });
    const told = await lastMessage(referralId);
    expect(JSON.stringify(told)).not.toContain('bailed');
    expect((await patch(referralId, 2, otherPhone)).json).toMatchObject({ version: 3 });
    expect(await run.read(message)).toMatchObject({ amended: { version: 3 }, contact: { phone: '+447700900456' } });
    expect((await patch(referralId, 3, { victim: { familyName: null } })).json).toMatchObject({
      code: 'invalid-referral',
      errors: [{ pointer: '/victim/familyName', code: 'required' }],
    });
    const wrongType = await run.client.call(police, 'PATCH', `/v1/referrals/${referralId}`, {}, { 'if-match': '"3"' });
    expect(wrongType.status).toBe(415);
    expect((await patch(referralId, 3, otherPhone, 'irwell-valley-hospitals')).status).toBe(404);
  });

  test('tells a service that is shown suspects at once that one of them is free, and names nobody', async () => {
    const { referralId, message } = await accepted(watchedAtHome);
    expect(message.service).not.toBe(general);
    const [suspect] = watchedAtHome.suspects ?? [];
    const free = [{ ...suspect, status: 'released-under-investigation' }];
    const answer = await patch(referralId, 1, { suspects: free });
    expect([answer.status, answer.json]).toMatchObject([200, { version: 2 }]);
    const told = await lastMessage(referralId);
    expect(told).toMatchObject({ version: 2, priority: 'high', changed: ['suspects'], stopContact: false });
    expect(JSON.stringify(told)).not.toMatch(/Alex|released|partner/);
    expect(await run.read(message)).toMatchObject({
      amended: { changed: ['suspects'] },
      firstContact: { suspects: [{ status: 'released-under-investigation' }] },
    });
  });

  test('that a gate refuses changes nothing', async () => {
    const { referralId } = await accepted();
    const answer = await patch(referralId, 1, { victim: { optedOut: true } });
    expect([answer.status, answer.json]).toMatchObject([422, { code: 'victim-opted-out' }]);
    expect(await run.view(referralId)).toMatchObject({ version: 1, status: 'routed' });
  });

  test('after which no service that has not answered is eligible moves it to the next', async () => {
    const referral = await run.refer();
    const [message] = await run.messagesOf(referral.referralId);
    const young = { victim: { dateOfBirth: '2010-02-03', guardian: { name: 'Jo Example', phone: '+447700900321' } } };
    expect((await patch(referral.referralId, 1, { ...young, consent: explicitConsent })).status).toBe(200);
    const { handOffs } = await run.view(referral.referralId);
    expect(handOffs.map(({ status }) => status)).toEqual(['withdrawn', 'queued']);
    expect(handOffs[1]?.service).not.toBe(message?.service);
    const schemas = (await run.messagesOf(referral.referralId)).map(({ schema, service }) => [schema, service]);
    expect(schemas).toContainEqual(['victim-referral-intake/withdrawal/1', message?.service]);
    expect(schemas).toContainEqual(['victim-referral-intake/hand-off/1', handOffs[1]?.service]);
  });

  test('that names a new need calls in the service for it', async () => {
    const { referralId } = await accepted({ needs: ['emotional-support'] });
    const before = (await run.view(referralId)).handOffs.length;
    expect((await patch(referralId, 1, { needs: ['emotional-support', 'drugs-alcohol'] })).status).toBe(200);
    const { handOffs } = await run.view(referralId);
    expect(handOffs).toHaveLength(before + 1);
    expect(handOffs[0]?.status).toBe('accepted');
  });
});

describe('when no way to reach the person is safe any more', () => {
  test('a service that accepted stops, and goes on when a correction gives another way', async () => {
    const { referralId, message } = await accepted();
    expect((await patch(referralId, 1, stop)).json).toMatchObject({ version: 2, status: 'routed' });
    expect(await statusOf(referralId)).toEqual(['suspended']);
    expect(await lastMessage(referralId)).toMatchObject({ version: 2, stopContact: true, priority: 'high' });
    const list = (await run.client.call(police, 'GET', '/v1/referrals?needs=action')).json as {
      items: { referralId: string; actionNeeded: object[] }[];
    };
    expect(list.items.find((one) => one.referralId === referralId)?.actionNeeded).toMatchObject([
      { service: general, reason: 'unsafe-to-contact' },
    ]);
    // An attempt made before the stop was read is recorded with its reason, and goes before the hub.
    const attempt = { status: 'contact-attempted', channel: 'call', at: now() };
    expect((await run.report(message, attempt)).json).toMatchObject({
      code: 'channel-not-safe',
      errors: [{ pointer: '/safetyReason' }],
    });
    const told = await run.report(message, { ...attempt, safetyReason: 'We had not read it yet.' });
    expect(told.json).toMatchObject({ status: 'suspended', contactAttempts: 1 });
    expect(await triageReasons(referralId)).toContain('safety');
    expect((await run.report(message, { status: 'accepted', confirmationCode: 'x', version: 1 })).status).toBe(422);
    expect((await run.report(message, { status: 'contacted', at: now(), version: 1 })).status).toBe(412);

    expect((await patch(referralId, 2, otherPhone)).json).toMatchObject({ version: 3 });
    expect(await statusOf(referralId)).toEqual(['accepted']);
    expect((await run.report(message, { status: 'contacted', at: now(), version: 3 })).status).toBe(200);
    expect(await eventsOf(referralId)).toEqual(
      expect.arrayContaining(['corrected', 'suspended', 'amended', 'resumed', 'contacted']),
    );
  });

  test('a service that has not answered loses it, and the referral is held', async () => {
    const { referralId } = await run.refer();
    await run.messagesOf(referralId);
    expect((await patch(referralId, 1, stop)).json).toMatchObject({ status: 'held', heldReasons: ['no-safe-contact'] });
    expect(await lastMessage(referralId)).toMatchObject({ schema: 'victim-referral-intake/withdrawal/1' });
    expect((await patch(referralId, 2, otherPhone)).json).toMatchObject({ version: 3, status: 'routed' });
  });

  test('a stop that is not read in time is on the hub’s list until it is', async () => {
    const { referralId, message } = await accepted();
    await patch(referralId, 1, stop);
    expect(await triageReasons(referralId)).not.toContain('stop-unread');
    await run.client.moveClock(new Date(run.system.clock.now() + 5 * hourMs).toISOString());
    expect(await triageReasons(referralId)).toContain('stop-unread');
    expect(await run.read(message)).toMatchObject({ amended: { stopContact: true } });
    expect(await triageReasons(referralId)).not.toContain('stop-unread');
  });
});

describe('a service that cannot reach the person', () => {
  test('suspends, goes on by the person’s call, and each is counted once', async () => {
    const before = {
      contacted: await run.total('contacted'),
      accepted: await run.total('accepted'),
      suspended: await run.total('suspended'),
    };
    const { referralId, message } = await accepted({ contact: { safe: onlyCall } });
    const at = now();
    const tried = { status: 'contact-attempted', channel: 'call', at, result: 'wrong-number' };
    expect((await run.report(message, tried)).status).toBe(200);
    const suspended = { status: 'suspended', reason: 'wrong-contact-details', advice: 'Ask for another number.' };
    expect((await run.report(message, suspended)).json).toMatchObject({ status: 'suspended' });
    expect((await run.report(message, suspended)).status).toBe(200);
    expect(await run.view(referralId)).toMatchObject({
      actionNeeded: [{ service: general, reason: 'wrong-contact-details', advice: 'Ask for another number.' }],
    });
    expect((await run.report(message, { status: 'contacted', at: now() })).json).toMatchObject({ status: 'contacted' });
    expect((await run.report(message, { ...suspended, reason: 'unsafe-to-contact' })).status).toBe(200);
    expect((await patch(referralId, 1, otherPhone)).status).toBe(200);
    expect((await run.report(message, { status: 'contacted', at: now() })).status).toBe(200);
    expect(await run.total('contacted')).toBe(before.contacted + 1);
    expect(await run.total('accepted')).toBe(before.accepted + 1);
    expect(await run.total('suspended')).toBe(before.suspended + 2);
  });

  test('a number that was not safe then does not let it go on', async () => {
    const { referralId, message } = await accepted();
    await run.report(message, { status: 'suspended', reason: 'unsafe-to-contact', advice: 'He answers her phone.' });
    expect((await patch(referralId, 1, { victim: { language: 'pa' } })).json).toMatchObject({ version: 2 });
    expect(await statusOf(referralId)).toEqual(['suspended']);
  });

  test('waits for its sender for the area’s period, then the hub takes over', async () => {
    const { referralId, message } = await accepted();
    await run.report(message, { status: 'suspended', reason: 'wrong-contact-details', advice: 'Ask again.' });
    await run.client.moveClock(new Date(run.system.clock.now() + 8 * 24 * hourMs).toISOString());
    expect(await triageReasons(referralId)).toContain('suspended');
    expect((await run.report(message, { status: 'closed', outcome: 'wrong-contact-details' })).status).toBe(200);
    expect(await triageReasons(referralId)).toEqual([]);
  });

  test('an attempt by a way that is marked unsafe needs its reason; one of which nobody knows is marked', async () => {
    const { referralId, message } = await accepted({ contact: { safe: { ...onlyCall, text: 'unknown' } } });
    const byVoicemail = { status: 'contact-attempted', channel: 'call', at: now(), result: 'left-message' };
    expect((await run.report(message, byVoicemail)).json).toMatchObject({ code: 'channel-not-safe' });
    expect((await run.report(message, { ...byVoicemail, safetyReason: 'The line dropped.' })).status).toBe(200);
    expect(await triageReasons(referralId)).toContain('safety');
    const text = {
      status: 'contact-attempted',
      channel: 'text',
      at: new Date(Date.parse(now()) - 60_000).toISOString(),
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
      const { referralId, message } = await accepted(two);
      expect((await run.messagesOf(referralId)).length).toBe(2);
      expect((await run.report(message, { ...call, at: now(), result: 'no-answer' })).status).toBe(200);
      expect(await triageReasons(referralId)).toEqual([]);
      const at = new Date(Date.parse(now()) - 60_000).toISOString();
      expect((await run.report(message, { ...call, at, result })).status).toBe(200);
      expect(await triageReasons(referralId)).toEqual(['safety']);
      const { history } = await run.view(referralId);
      expect(history.at(-1)).toMatchObject({ event: 'contact-attempted', reason: 'call', result });
    },
  );

  test('before a correction says nothing of the number that the correction gave', async () => {
    const { referralId, message } = await accepted();
    const at = now();
    await run.client.moveClock(new Date(run.system.clock.now() + hourMs).toISOString());
    expect((await patch(referralId, 1, otherPhone)).status).toBe(200);
    await run.read(message);
    const tried = await run.report(message, { ...call, at, result: 'wrong-number', version: 2 });
    expect(tried.status).toBe(200);
    const { firstContact } = await run.read(message);
    expect(JSON.stringify(firstContact)).not.toContain('reported');
  });

  test('is reported late of the version that its service had read when it was withdrawn, and of no other', async () => {
    const { referralId, message } = await accepted();
    expect((await patch(referralId, 1, otherPhone)).status).toBe(200);
    await run.client.call(police, 'POST', `/v1/referrals/${referralId}/withdraw`, { reason: 'sent-in-error' });
    expect((await patch(referralId, 2, { needs: ['housing'] })).json).toMatchObject({ version: 3, status: 'routed' });
    const { version } = await run.read(message);
    expect(version).toBe(1);
    const late = { ...call, at: now(), result: 'wrong-number', safetyReason: 'It was made before we knew.' };
    expect((await run.report(message, { ...late, version: 3 })).status).toBe(412);
    expect((await run.report(message, { ...late, version })).status).toBe(200);
    const again = (await run.messagesOf(referralId)).at(-1);
    if (!again) throw new Error('no message');
    // The number that the service did not know is not wrong.
    expect(JSON.stringify((await run.read(again)).firstContact)).not.toContain('reported');
  });

  test('is of a version that there is', async () => {
    const { message } = await accepted();
    const tried = await run.report(message, { ...call, at: now(), version: 99 });
    expect([tried.status, tried.json]).toMatchObject([412, { code: 'precondition-failed' }]);
  });
});

describe('a referral that is over', () => {
  test('is opened again by a correction, judged anew, and stays one referral', async () => {
    const before = { referrals: await run.total('referrals'), reopened: await run.total('reopened') };
    const { referralId, body } = await accepted();
    const { receivedAt } = (await run.client.call(police, 'GET', `/v1/referrals/${referralId}`)).json as {
      receivedAt: string;
    };
    await run.client.call(police, 'POST', `/v1/referrals/${referralId}/withdraw`, { reason: 'sent-in-error' });
    const replay = await run.send(body);
    expect([replay.status, replay.json]).toMatchObject([200, { status: 'withdrawn' }]);
    const again = await put(referralId, 1, body);
    expect([again.status, again.json]).toMatchObject([200, { version: 2, status: 'routed', receivedAt }]);
    expect(await statusOf(referralId)).toEqual(['withdrawn', 'queued']);
    expect(await run.total('referrals')).toBe(before.referrals + 1);
    expect(await run.total('reopened')).toBe(before.reopened + 1);
  });

  test('after the person said no, is opened only with consent given since', async () => {
    const { referralId, message } = await accepted();
    await run.report(message, { status: 'closed', outcome: 'declined-by-victim' });
    const refused = await patch(referralId, 1, { needs: ['housing'] });
    expect([refused.status, refused.json]).toMatchObject([422, { code: 'explicit-consent-required' }]);
    await run.client.moveClock(new Date(run.system.clock.now() + hourMs).toISOString());
    const consent = { basis: 'explicit-consent', givenBy: 'victim', method: 'verbal', obtainedAt: now() };
    expect((await patch(referralId, 1, { consent })).json).toMatchObject({ version: 2, status: 'routed' });
  });

  test('is not opened once its erasure is asked for', async () => {
    const { referralId, body } = await accepted();
    await run.client.call(police, 'POST', `/v1/referrals/${referralId}/withdraw`, { reason: 'sent-in-error' });
    await run.client.call(authority, 'POST', `/v1/referrals/${referralId}/erase`, { reason: 'asked-by-person' });
    for (const answer of [await put(referralId, 1, body), await patch(referralId, 1, otherPhone)]) {
      expect([answer.status, answer.json]).toMatchObject([409, { code: 'transition-not-allowed', allowed: [] }]);
    }
  });
});
