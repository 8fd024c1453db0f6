import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientResponse } from '#demo/client.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { DeliveredMessage } from '#test/support/audit/evidence.ts';
import { evidenceOf } from '#test/support/audit/evidence.ts';
import { authority, hospital, police, type Run, somebody, startRun, unsafe } from '../pipeline/support/run.ts';

/** Each is used in one field only. */
const marks = {
  givenName: 'Qmarkgiven',
  familyName: 'Qmarkfamily',
  phone: '+447700900987',
  email: 'qmarkmail@example.org',
  address: 'Qmarkaddress',
  summary: 'Qmarksummary',
  instructions: 'Qmarkinstructions',
  times: 'Qmarktimes',
  accessNeeds: 'Qmarkaccess',
  guardian: 'Qmarkguardian',
  alternative: 'Qmarkalternative',
  alternativePhone: '+447700900986',
  override: 'Qmarkoverride',
  toStaff: 'Qmarkstaff',
  referrer: 'Qmarkreferrer',
  referrerMail: 'qmarkofficer@example.org',
} as const;
/** Free text that services and triage write. */
const notes = {
  serviceAdvice: 'Qmarkserviceadvice',
  triageAdvice: 'Qmarktriageadvice',
  triageReason: 'Qmarktriagereason',
} as const;
const all = [...Object.values(marks), ...Object.values(notes)];
const marksIn = (text: string): string[] => all.filter((mark) => text.toLowerCase().includes(mark.toLowerCase()));

const marked = (over: Parameters<typeof somebody>[0] = {}): Submission => {
  const base = somebody(over);
  return {
    ...base,
    offence: { ...base.offence, summary: marks.summary },
    victim: {
      ...base.victim,
      givenName: marks.givenName,
      familyName: marks.familyName,
      address: { ...base.victim.address, lines: [marks.address] },
      accessNeeds: marks.accessNeeds,
      guardian: { name: marks.guardian },
    },
    contact: {
      ...base.contact,
      phone: marks.phone,
      email: marks.email,
      instructions: marks.instructions,
      times: marks.times,
      alternative: { name: marks.alternative, phone: marks.alternativePhone },
    },
    consent: { ...base.consent, overrideReason: marks.override },
    risk: { ...base.risk, toStaff: marks.toStaff },
    referrer: { name: marks.referrer, email: marks.referrerMail },
  };
};

let run: Run;
/** Every response other than the detail and the sender's advice, with its request. */
const answers: { asked: string; answer: ClientResponse }[] = [];
const details: string[] = [];
const own: string[] = [];
const messages: DeliveredMessage[] = [];

async function ask(
  party: string | undefined,
  method: string,
  address: string,
  body?: unknown,
  headers?: Record<string, string>,
) {
  const answer = await run.client.call(party, method, address, body, headers);
  answers.push({ asked: `${method} ${address}`, answer });
  return answer;
}
const idOf = ({ json }: ClientResponse): string => {
  const { referralId } = json as { referralId?: string };
  if (!referralId) throw new Error(`no referral: ${JSON.stringify(json)}`);
  run.answered.add(referralId);
  return referralId;
};

/** Referrals with every kind of course, each with marked strings. */
beforeAll(async () => {
  run = await startRun();
  const submit = (body: unknown, sender = police) => ask(sender, 'POST', '/v1/referrals', body);
  const body = marked();
  const worked = idOf(await submit(body));
  await submit(body);
  await submit({ ...body, needs: ['housing'] });
  await ask(police, 'POST', '/v1/referrals?dryRun=true', marked());
  // The hospital refers the same person: a possible duplicate for triage.
  idOf(await submit({ ...marked(), crimeReference: undefined, incidentReference: 'AE/1' }, hospital));

  // On hold: whoever referred is told by e-mail.
  const onHold = marked({ contact: { safe: unsafe } });
  idOf(await submit({ ...onHold, crimeReference: undefined, incidentReference: 'AE/2' }, hospital));

  // Refused in every way that reads the submission.
  await submit({ ...marked(), surprise: marks.summary });
  await submit({ ...marked(), victim: { ...marked().victim, sex: marks.givenName, dateOfBirth: marks.familyName } });
  await submit({ ...marked(), contact: { ...marked().contact, email: marks.summary, phone: marks.summary } });
  await submit({ ...marked(), crimeReference: `${marks.familyName} ${marks.phone}` });
  await submit({ ...marked(), victim: { ...marked().victim, familyName: `${marks.familyName} Ltd` } });
  await submit(`{"victim": "${marks.familyName}`);
  await submit(marked({ victim: { optedOut: true } }));
  await ask(police, 'POST', '/v1/referrals/batch', {
    referrals: [marked({ victim: { optedOut: true } }), marks.familyName],
  });
  await ask(police, 'GET', `/v1/referrals?status=${marks.familyName}`);
  await ask(police, 'GET', `/v1/referrals/${marks.familyName}`);
  await ask(authority, 'GET', `/v1/volumes?measure=${marks.familyName}`);

  const take = async (id: string): Promise<DeliveredMessage> => {
    const found = await run.messagesOf(id);
    messages.push(...found);
    return found[0] as DeliveredMessage;
  };
  const message = await take(worked);
  details.push(JSON.stringify(await run.read(message)));
  const status = (one: DeliveredMessage) => `/v1/hand-offs/${one.handOffId}/status`;
  await ask(message.service, 'POST', status(message), { status: 'declined', reason: marks.summary });
  await ask(message.service, 'POST', status(message), { status: 'accepted', confirmationCode: marks.familyName });
  await ask(message.service, 'POST', status(message), {
    status: 'returned',
    reason: 'insufficient-information',
    advice: notes.serviceAdvice,
  });
  own.push((await run.client.call(police, 'GET', `/v1/referrals/${worked}`)).text);

  const [held, other] = [
    idOf(await submit(marked({ contact: { safe: unsafe } }))),
    idOf(await submit(marked({ offence: { category: 'fraud' } }))),
  ];
  await run.system.waitUntilIdle();
  await ask(authority, 'GET', '/v1/triage');
  await ask(authority, 'POST', `/v1/referrals/${held}/return`, {
    reason: 'unsafe-to-contact',
    advice: notes.triageAdvice,
  });
  await ask(authority, 'POST', `/v1/referrals/${other}/route`, {
    service: 'mosslight-victim-care',
    reason: notes.triageReason,
  });
  await ask(authority, 'POST', `/v1/referrals/${other}/route`, {
    service: marks.familyName,
    reason: notes.triageReason,
  });
  own.push((await run.client.call(police, 'GET', `/v1/referrals/${held}`)).text);
  own.push((await run.client.call(police, 'GET', '/v1/referrals')).text);
  await ask(police, 'GET', `/v1/referrals/${other}`);
  const routed = await take(other);
  await ask(routed.service, 'GET', '/v1/hand-offs');
  await ask(police, 'POST', `/v1/referrals/${other}/withdraw`, { reason: 'consent-withdrawn' });
  messages.push(...(await run.messagesOf(other)));
  await run.client.moveClock('2026-11-27T09:00:00Z');
  await ask(undefined, 'GET', '/v1/openapi.json');
  await ask(undefined, 'GET', '/');
  for (const by of ['service', 'source', 'district', 'offence']) await ask(authority, 'GET', `/v1/volumes?by=${by}`);
  await ask(authority, 'GET', '/v1/volumes?format=csv&by=sex');
});
afterAll(() => run.stop());

describe('personal data is found', () => {
  test('in the detail for its service, which proves that the marks exist', () => {
    const [detail = ''] = details;
    for (const mark of [marks.givenName, marks.familyName, marks.phone, marks.instructions])
      expect(detail).toContain(mark);
  });

  test('as advice, only by the sender it is for', () => {
    expect(own.map(marksIn)).toEqual([
      [notes.serviceAdvice],
      [notes.triageAdvice],
      [notes.serviceAdvice, notes.triageAdvice],
    ]);
  });
});

describe('personal data is not found', () => {
  test('in any other response: lists, views, errors, volumes, pages, the OpenAPI document', () => {
    expect(answers.length).toBeGreaterThan(30);
    const found = answers.flatMap(({ asked, answer }) => {
      const given = asked.includes('Qmark') ? asked.slice(asked.lastIndexOf('/')) : '';
      const text = `${JSON.stringify(answer.headers)} ${answer.text}`;
      return marksIn(text).map(
        (mark) => `${mark} in the answer ${answer.status} to ${asked}${given && ' (sent in the address)'}`,
      );
    });
    expect(found).toEqual([]);
  });

  test('in the log of any function', () => {
    const folder = path.join(run.dataDir, 'logs');
    const logs = readdirSync(folder);
    // What was never called has no log.
    const called = run.system.model.functions.filter(({ job }) => job !== 'canary' && job !== 'mail-events');
    expect(logs.sort()).toEqual(called.map(({ job }) => `${job}.log`).sort());
    const lines = logs.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const);
    expect(lines.filter(([, text]) => text.includes('request-answered')).length).toBeGreaterThan(4);
    expect(lines.flatMap(([name, text]) => marksIn(text).map((mark) => `${mark} in ${name}`))).toEqual([]);
  });

  test('in any queue, address, or row of work or counters, and in the ledger only sealed', async () => {
    expect(messages.length).toBeGreaterThan(2);
    expect(marksIn(JSON.stringify(messages))).toEqual([]);
    const parked = run.system.model.queues.find(({ name }) => name.endsWith('-parked'))?.url ?? '';
    expect(await run.client.drain(parked)).toEqual([]);
    const { referrals, work, counters } = await evidenceOf(run.client);
    // A sealed value is bytes, read as text here so that a mark in it would be found.
    const plain = (rows: readonly object[]) =>
      rows
        .flatMap((row) => Object.values(row))
        .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : JSON.stringify(value)))
        .join('\n');
    expect(referrals.length).toBeGreaterThan(3);
    for (const rows of [referrals, work, counters]) {
      expect(marksIn(plain(rows))).toEqual([]);
      expect(plain(rows)).not.toMatch(/06AB\/\d{7}\/26|"AE\/1"/);
    }
    // Advice is stored as base64, which must not be of the plain text.
    for (const advice of Object.values(notes)) {
      expect(plain(work)).not.toContain(Buffer.from(advice).toString('base64').slice(0, 12));
    }
  });

  test('in any e-mail, of which there are some to each kind of recipient', async () => {
    const mails = await run.readMail();
    const to = mails.map((mail) => mail.to);
    expect(to).toContain(marks.referrerMail);
    for (const of of ['police', 'irwell-valley', 'mosslight', 'victim-hub'])
      expect(to, of).toContainEqual(expect.stringContaining(of));
    expect(marksIn(mails.map(({ subject, text }) => `${subject} ${text}`).join('\n'))).toEqual([]);
    expect(JSON.stringify(mails)).not.toMatch(/06AB|AE\/\d/);
  });

  test('by the audit, which finds no other fault either', async () => {
    expect(await run.audit({ marks: all, countResent: false })).toEqual([]);
  });
});
