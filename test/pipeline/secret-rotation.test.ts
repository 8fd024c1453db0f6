/**
 * The area's secret is rotated by the operator's commands while police, a partner, services and the victim hub go on working
 * (docs/rotating-the-secret.md): nobody is refused, and what was sealed before opens after.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import { openRotation } from '#operator/rotation.ts';
import { openSecret } from '#operator/stores.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import type { DeliveredMessage } from '#test/support/audit/evidence.ts';
import { type Browser, mainText } from '#test/support/pages.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { answer, ordinary, startDraft } from '#test/web/refer/support/answers.ts';
import { useAuditedRun } from './support/audited-run.ts';
import { area, authority, hospital, police, type ReferralAnswer, type Run, somebody, unsafe } from './support/run.ts';
import { signInToPages } from './support/sign-in.ts';

let run: Run;
useAuditedRun((started) => {
  run = started;
});

const minute = 60_000;
const heldUnsafe = { consent: explicitConsent, contact: { safe: unsafe } } as const;
const newPhone = '+447700900789';
const onBehalfOf = { 'x-on-behalf-of': 'PC 4411' };

/** One round of work: whatever seals something, and whatever was sealed in it. */
interface Round {
  body: ReturnType<typeof somebody>;
  sent: ReferralAnswer;
  advice: string;
  returned: ReferralAnswer;
  /** Path of a draft on the partner's pages, and what was typed. */
  draft: string;
  message: DeliveredMessage;
}
const rounds: Round[] = [];

async function call(party: string, method: string, url: string, body?: unknown, headers = {}) {
  const { status, text, json } = await run.client.call(party, method, url, body, { ...onBehalfOf, ...headers });
  expect([method, url, status, status < 300 ? '' : text]).toEqual([method, url, expect.toSatisfy(isSuccess), '']);
  return json as Record<string, unknown>;
}
const isSuccess = (status: unknown) => Number(status) >= 200 && Number(status) < 300;

async function messageOf(referralId: string): Promise<DeliveredMessage> {
  const [message] = await run.messagesOf(referralId);
  if (!message) throw new Error('It was not handed off.');
  return message;
}

/** The police refer, the service reads, reports and suspends, the sender corrects, the service goes on. */
async function referAndWork(advice: string): Promise<Pick<Round, 'body' | 'sent' | 'message'>> {
  const body = somebody();
  const answered = await run.send(body);
  expect(answered.status).toBe(201);
  const sent = answered.json as ReferralAnswer;
  const message = await messageOf(sent.referralId);
  const handOff = `/v1/hand-offs/${message.handOffId}`;
  const { confirmationCode } = await call(message.service, 'GET', handOff);
  await call(message.service, 'POST', `${handOff}/status`, { status: 'accepted', confirmationCode });
  await call(message.service, 'POST', `${handOff}/status`, {
    status: 'suspended',
    reason: 'wrong-contact-details',
    advice,
  });
  const corrected = { ...body, contact: { ...body.contact, phone: newPhone } };
  await call(police, 'PUT', `/v1/referrals/${sent.referralId}`, corrected, { 'if-match': '"1"' });
  await call(message.service, 'GET', handOff);
  return { body: corrected, sent, message };
}

/** The hub returns a referral with advice. */
async function returnWith(advice: string): Promise<ReferralAnswer> {
  const returned = await run.refer(heldUnsafe);
  await run.view(returned.referralId);
  await call(authority, 'POST', `/v1/referrals/${returned.referralId}/return`, { reason: 'unsafe-to-contact', advice });
  return returned;
}

/** A partner begins a form on the pages, and leaves it. */
async function beginDraft(): Promise<string> {
  const browser = await signInToPages(run, hospital);
  const draft = await startDraft(browser);
  expect((await answer(browser, draft, 'about-you', ordinary['about-you'] ?? {})).status).toBe(200);
  expect((await answer(browser, draft, 'person', ordinary.person ?? {})).status).toBe(200);
  return draft;
}

async function work(): Promise<void> {
  const advice = `Ask again, number ${rounds.length + 1}.`;
  const [worked, returned, draft] = await Promise.all([referAndWork(advice), returnWith(advice), beginDraft()]);
  rounds.push({ ...worked, returned, draft, advice });
}

/** Of the first rounds, or of all so far: what services, senders, the hub and partners are shown. */
async function expectAllReadable(count?: number): Promise<void> {
  const partner = await signInToPages(run, hospital);
  const hub = await signInToPages(run, authority);
  await Promise.all(rounds.slice(0, count).map((round) => expectReadable(round, hub, partner)));
}

async function expectReadable(
  { body, sent, advice, returned, draft, message }: Round,
  hub: Browser,
  partner: Browser,
): Promise<void> {
  const detail = await call(message.service, 'GET', `/v1/hand-offs/${message.handOffId}`);
  expect(detail).toMatchObject({ victim: { familyName: body.victim.familyName }, contact: { phone: newPhone } });
  expect((await run.send(body)).status).toBe(200);
  const found = await call(police, 'GET', `/v1/referrals?crimeReference=${body.crimeReference}`);
  expect(found).toMatchObject({ items: [{ referralId: sent.referralId, crimeReference: body.crimeReference }] });
  expect(JSON.stringify(await call(police, 'GET', `/v1/referrals/${returned.referralId}`))).toContain(advice);
  const log = await call(authority, 'GET', `/v1/referrals/${sent.referralId}/disclosures`);
  expect(JSON.stringify(log)).toContain(onBehalfOf['x-on-behalf-of']);
  expect(mainText(await hub.get(`/triage/${sent.referralId}`))).toContain(body.referrer?.email ?? 'no address');
  expect((await partner.get(`${draft}/person`)).html).toContain('value="Example"');
}

async function operate(...words: string[]): Promise<string> {
  const io = makeTerminal({ folder: run.dataDir });
  const { code, out, err } = await runOperator(
    ['secret', ...words, '--endpoints', path.join(run.dataDir, 'endpoints.json')],
    io,
  );
  expect([words, code, code === 0 ? '' : err]).toEqual([words, 0, '']);
  return out;
}

/** Moves the clock while others go on: the functions read the secret again at their next call. */
const letPass = (minutes: number) => run.system.clock.moveTo(run.system.clock.now() + minutes * minute);

/** Lines of every function's log that say of a seal, a secret or a call that it failed. */
function failuresInLogs(): string[] {
  const folder = path.join(run.dataDir, 'logs');
  const lines = readdirSync(folder).flatMap((file) => readFileSync(path.join(folder, file), 'utf8').split('\n'));
  return lines.filter((line) => /secret-not-read|dependency-unavailable|request-failed|nreadable|parked/.test(line));
}

test('while everybody works, each step is done, nobody is refused, and all that was sealed opens in the end', async () => {
  await work();
  await Promise.all([operate('add'), work()]);
  letPass(15);
  await Promise.all([operate('use'), work()]);
  const meanwhile = work();
  letPass(5);
  await meanwhile;
  expect(await operate('status')).toMatch(/^referrals\tversion 2\t[1-9]\d*\nreferrals\tversion 1\t[1-9]/);

  await Promise.all([operate('reseal'), work()]);
  // What changed while it was read is left to the next run.
  await operate('reseal');
  expect(await operate('reseal')).toBe('resealed\t0\n');
  await expectAllReadable(1);
  letPass(60);

  const { endpoints, clock } = run.system;
  const loaded = loadArea(area);
  const secret = openSecret(loaded, endpoints.secret?.id ?? '', {
    dynamodb: endpoints.dynamodbEndpoint,
    secrets: endpoints.secret?.endpoint ?? '',
  });
  const plain = new DynamoDBClient({
    endpoint: endpoints.dynamodbEndpoint,
    region: loaded.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const tables = { referrals: '', work: '', web: '', ...endpoints.tables };
  const client = DynamoDBDocumentClient.from(plain);
  try {
    // As `secret retire 1`, without the minute between its two looks.
    const rotation = openRotation({
      area: loaded,
      client,
      tables,
      secret,
      now: () => new Date(clock.now()),
      pause: async () => undefined,
    });
    await rotation.checkRetiring(1);
    await Promise.all([rotation.retire(1), work()]);
    expect(await secret.read()).not.toContain('"version":1');
  } finally {
    plain.destroy();
    secret.close();
  }
  letPass(5);
  await work();
  await expectAllReadable();
  const status = await operate('status');
  expect(status).not.toMatch(/unreadable|version 1/);
  expect(status).toMatch(/^referrals\tversion 2\t[1-9]\d*\nwork\tversion 2\t[1-9]\d*\nweb\tversion 2\t[1-9]\d*\n$/);
  expect(failuresInLogs()).toEqual([]);
}, 300_000);
