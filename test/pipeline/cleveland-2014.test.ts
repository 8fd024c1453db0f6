/**
 * A force's feed as it happened, in its proportions: of 118 people in a sample of Cleveland's of July 2014, 16 were found
 * unreachable or unsafe to call only after a service had tried. Their referrals stop and come back to the police; those
 * that are mended go on with the same service, and the rest reach the victim hub. Nobody is named on the way.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authority, police, type Run, somebody, startRun } from './support/run.ts';

const people = 118;
/** What the service met, in the words of a report, and how often. */
const mishaps = [
  { result: 'wrong-number', reason: 'wrong-contact-details', count: 8 },
  { result: 'someone-else-answered', reason: 'unsafe-to-contact', count: 8 },
] as const;
const suspended = 16;
const mended = 10;
/** Stands in each person's names and numbers, and must come out nowhere else. */
const mark = 'Clevemark';

let run: Run;
beforeAll(async () => {
  run = await startRun();
});
afterAll(() => run.stop());

interface HandedOff {
  referralId: string;
  message: Awaited<ReturnType<Run['messagesOf']>>[number];
}

const now = () => new Date(run.system.clock.now()).toISOString();
const needingAction = async (): Promise<{ referralId: string; actionNeeded: { reason: string }[] }[]> =>
  (
    (await run.client.call(police, 'GET', '/v1/referrals?needs=action')).json as {
      items: { referralId: string; actionNeeded: { reason: string }[] }[];
    }
  ).items;

async function referAll(): Promise<HandedOff[]> {
  const ids: string[] = [];
  for (let person = 0; person < people; person += 1) {
    const answer = await run.send(somebody({ victim: { givenName: mark } }));
    expect(answer.status).toBe(201);
    ids.push((answer.json as { referralId: string }).referralId);
  }
  const handedOff: HandedOff[] = [];
  const messages = await run.messages();
  for (const referralId of ids) {
    const message = messages.find((one) => one.referralId === referralId);
    if (!message) throw new Error('not handed off');
    await run.accept(message);
    handedOff.push({ referralId, message });
  }
  return handedOff;
}

test('of 118 referrals 16 stop, the police are told, mended ones are contacted, and the rest reach the hub', async () => {
  const all = await referAll();
  const stopped = all.slice(0, suspended);
  const kinds = mishaps.flatMap((mishap) => Array.from({ length: mishap.count }, () => mishap));
  for (const [index, { message }] of stopped.entries()) {
    const { result, reason } = kinds[index] ?? mishaps[0];
    const attempt = { status: 'contact-attempted', channel: 'call', at: now(), result };
    expect((await run.report(message, attempt)).status).toBe(200);
    const advice = `${mark} cannot be reached: ask for another way.`;
    expect((await run.report(message, { status: 'suspended', reason, advice })).status).toBe(200);
  }
  for (const { message } of all.slice(suspended))
    expect((await run.report(message, { status: 'contacted', at: now() })).status).toBe(200);
  expect(await run.total('suspended')).toBe(suspended);
  expect((await needingAction()).map(({ referralId }) => referralId).sort()).toEqual(
    stopped.map(({ referralId }) => referralId).sort(),
  );

  const headers = { 'if-match': '"1"', 'content-type': 'application/merge-patch+json' };
  for (const [index, { referralId }] of stopped.slice(0, mended).entries()) {
    const contact = { phone: `+4477009${String(100 + index).padStart(5, '0')}`, safe: { call: 'yes' } };
    const answer = await run.client.call(police, 'PATCH', `/v1/referrals/${referralId}`, { contact }, headers);
    expect(answer.status).toBe(200);
  }
  expect(await needingAction()).toHaveLength(suspended - mended);
  for (const { referralId, message } of stopped.slice(0, mended)) {
    expect(await run.read(message)).toMatchObject({ status: 'accepted', amended: { changed: ['contact'] } });
    expect((await run.report(message, { status: 'contacted', at: now() })).status).toBe(200);
    // The same service, which never lost the case.
    expect((await run.view(referralId)).handOffs).toMatchObject([{ service: message.service, status: 'contacted' }]);
  }
  expect(await run.total('contacted')).toBe(people - (suspended - mended));

  await run.client.moveClock(new Date(run.system.clock.now() + 8 * 24 * 3_600_000).toISOString());
  const triage = (await run.client.call(authority, 'GET', '/v1/triage?reason=suspended')).json as {
    items: { referralId: string }[];
    counts: Record<string, number>;
  };
  expect(triage.items.map(({ referralId }) => referralId).sort()).toEqual(
    stopped
      .slice(mended)
      .map(({ referralId }) => referralId)
      .sort(),
  );
  expect(triage.counts['suspended']).toBe(suspended - mended);
  expect(await run.total('referrals')).toBe(people);

  const mails = await run.readMail();
  expect(mails.length).toBeGreaterThan(0);
  for (const { subject, text } of mails) {
    expect(`${subject} ${text}`).not.toMatch(new RegExp(`${mark}|\\+?44 ?7700|07700`, 'i'));
  }
  // Every account balances, and the marked name stands in no message, log or table but under seal.
  expect(await run.audit({ marks: [mark] })).toEqual([]);
  expect(run.troubles).toEqual([]);
});
