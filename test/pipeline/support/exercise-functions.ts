/**
 * Makes every function do each kind of call at least once: all that a role must allow. Besides the API and the
 * pages it provokes failures: a stream that delivers nothing, a message that was not sent, an unreadable record,
 * late counts, and counters that do not agree.
 */
import { type AwsCall, awsJsonClient } from '#local/emulators/aws-json.ts';
import type { DeliveredMessage } from '#test/support/audit/evidence.ts';
import type { Browser, Fields } from '#test/support/pages.ts';
import { explicitConsent } from '#test/support/submissions.ts';
import { fill, sendOff, startDraft } from '#test/web/refer/support/answers.ts';
import { authority, general, hospital, police, type ReferralAnswer, type Run, somebody, unsafe } from './run.ts';
import { signInToPages } from './sign-in.ts';

/** The last day of a month: later counts of it are late. */
export const start = '2026-11-30T10:00:00Z';
/** An hour before the deadline of a service with a day to respond. */
const nearlyDue = '2026-12-01T09:00:00Z';
/** The month is over and was recounted; the sweep still looks back to the start. */
const counted = '2026-12-02T09:00:00Z';

const held = { consent: explicitConsent, contact: { safe: unsafe } } as const;
/** Held, and may be routed by hand. */
const outOfScope = { offence: { category: 'fraud' } } as const;
const domestic = { consent: explicitConsent, offence: { domesticAbuse: 'yes' } } as const;
const urgent = { ...domestic, risk: { level: 'high' } } as const;

/** @throws where a step gets an unexpected response */
export async function exerciseEveryFunction(run: Run): Promise<void> {
  const api = callsOf(run);
  await sendersAndServices(run, api);
  await triageAndVolumes(run, api);
  await erasing(run, api);
  await partnerOnPages(run);
  await serviceAndTriageOnPages(run, api);
  await teamOnPages(run);
  await whatGoesWrong(run, api);
  await canary(run);
}

/** Its own way, all of it, with the token of the run before. */
async function canary(run: Run): Promise<void> {
  for (let time = 0; time < 2; time++) {
    const done = await run.system.invoke('canary', {});
    if (!done.ok) throw new Error(`The canary: ${done.message}`);
  }
}

type Calls = ReturnType<typeof callsOf>;
const callsOf = (run: Run) => {
  const call = async (party: string, method: string, path: string, body?: unknown): Promise<unknown> => {
    const { status, text, json } = await run.client.call(party, method, path, body);
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`);
    return json;
  };
  return {
    get: (party: string, path: string) => call(party, 'GET', path),
    post: (party: string, path: string, body: object) => call(party, 'POST', path, body),
    report: async (message: DeliveredMessage, body: object): Promise<void> => {
      const { status, text } = await run.report(message, body);
      if (status !== 200) throw new Error(`${JSON.stringify(body)}: ${status} ${text}`);
    },
    /** The message of a new referral. */
    handedOff: async (over: Parameters<typeof somebody>[0] = {}): Promise<DeliveredMessage> =>
      only(await run.messagesOf((await run.refer(over)).referralId)),
    instant: () => new Date(run.system.clock.now()).toISOString(),
  };
};

const only = <Item>([item]: readonly Item[]): Item => {
  if (item === undefined) throw new Error('There is none.');
  return item;
};
const referenceOf = (made: ReferralAnswer): string => String(made['reference']);

async function sendersAndServices(run: Run, { get, post, report, handedOff, instant }: Calls): Promise<void> {
  const worked = await handedOff({ groupReference: 'EVENT-1' });
  await get(worked.service, '/v1/hand-offs');
  await run.accept(worked);
  await report(worked, { status: 'contacted', at: instant() });
  await report(worked, { status: 'closed', outcome: 'support-completed' });
  const reason = { 'x-access-reason': 'They rang again.' };
  const reopened = await run.client.call(worked.service, 'GET', `/v1/hand-offs/${worked.handOffId}`, undefined, reason);
  if (reopened.status !== 200) throw new Error(`read for a reason: ${reopened.status} ${reopened.text}`);
  await get(worked.service, '/v1/changes');
  await get(police, '/v1/changes');
  await post(police, '/v1/reconciliations', { day: start.slice(0, 10), sent: 1, references: ['06AB/9999999/26'] });
  const declined = await handedOff(domestic);
  await run.read(declined);
  await report(declined, { status: 'declined', reason: 'no-capacity' });

  const body = somebody();
  const { status } = await run.send(body);
  const again = await run.send(body);
  if (status !== 201 || again.status !== 200) throw new Error(`sent twice: ${status}, ${again.status}`);
  // Refused after a lookup: an earlier acceptance would be replayed.
  const refused = await run.send(somebody({ victim: { optedOut: true } }));
  if (refused.status !== 422) throw new Error(`opted out: ${refused.status} ${refused.text}`);
  await run.system.waitUntilIdle();
  const { referralId } = again.json as ReferralAnswer;
  await get(police, '/v1/referrals?status=routed');
  await get(police, `/v1/referrals?crimeReference=${body.crimeReference}`);
  await get(police, `/v1/referrals?incidentReference=${body.crimeReference}`);
  const view = (await get(police, `/v1/referrals/${referralId}`)) as ReferralAnswer;
  await get(police, `/v1/referrals?reference=${referenceOf(view)}`);
  await post(police, `/v1/referrals/${referralId}/withdraw`, { reason: 'consent-withdrawn' });

  const safe = { phone: '+447700900123', safe: { ...unsafe, call: 'yes' } } as const;
  const wrong = somebody(held);
  const first = (await run.send(wrong)).json as ReferralAnswer;
  const corrected = { ...wrong, contact: { ...wrong.contact, ...safe } };
  const path = `/v1/referrals/${first.referralId}`;
  const put = await run.client.call(police, 'PUT', path, corrected, { 'if-match': '"1"' });
  if (put.status !== 200) throw new Error(`a correction: ${put.status} ${put.text}`);
}

async function triageAndVolumes(run: Run, { get, post }: Calls): Promise<void> {
  const [one, two] = [await run.refer(outOfScope), await run.refer(held)];
  await run.system.waitUntilIdle();
  await get(authority, '/v1/triage');
  await get(authority, `/v1/triage?reference=${one.reference}&crimeReference=06AB/0000001/26`);
  const reason = 'They can be seen here.';
  await post(authority, `/v1/referrals/${one.referralId}/route`, { service: general, reason });
  const back = { reason: 'unsafe-to-contact', advice: 'Ask which number is safe.' };
  await post(authority, `/v1/referrals/${two.referralId}/return`, back);
  await get(authority, '/v1/volumes?interval=month&from=2026-01-01&to=2026-11-30');
  await get(authority, '/v1/volumes?interval=month&from=2026-01-01&to=2026-10-31&publish=true');
}

/** A referral that was returned with advice, and a possible duplicate. */
async function erasing(run: Run, { post }: Calls): Promise<void> {
  const returned = await run.refer(held);
  const body = somebody();
  const first = (await run.send(body)).json as ReferralAnswer;
  await run.send({ ...body, crimeReference: somebody().crimeReference });
  await run.system.waitUntilIdle();
  const path = (id: string, verb: string) => `/v1/referrals/${id}/${verb}`;
  const back = { reason: 'unsafe-to-contact', advice: 'Ask which number is safe.' };
  await post(authority, path(returned.referralId, 'return'), back);
  for (const { referralId } of [returned, first]) {
    await post(police, path(referralId, 'withdraw'), { reason: 'consent-withdrawn' });
    await post(authority, path(referralId, 'erase'), { reason: 'asked-by-person' });
  }
  await run.system.invoke('erase', {});
}

/** Posts a form, and checks that the page accepted it. */
async function press(browser: Browser, path: string, fields: Fields = {}): Promise<void> {
  const seen = await browser.post(path, fields);
  if (seen.status !== 200) throw new Error(`${path}: ${seen.status} ${seen.url}`);
}

async function partnerOnPages(run: Run): Promise<void> {
  const partner = await signInToPages(run, hospital);
  // A session's last use is written only after some minutes.
  await run.client.moveClock(new Date(run.system.clock.now() + 2 * 60_000).toISOString());
  await partner.get('/refer');
  const unwanted = await startDraft(partner);
  await partner.get(`${unwanted}/delete`);
  await press(partner, `${unwanted}/delete`);
  const draft = await startDraft(partner);
  await fill(partner, draft);
  const sent = await sendOff(partner, draft);
  if (!sent.url.startsWith('/refer/sent/')) throw new Error(`The form was not sent: ${sent.status} ${sent.url}`);
  await run.system.waitUntilIdle();

  const wrong = await run.refer(held, hospital);
  // Whoever refers is told by e-mail, which comes back.
  await run.refer({ ...held, referrer: { name: 'A nurse', email: 'bounce@simulator.amazonses.com' } }, hospital);
  await run.readMail();
  await partner.get('/e-mails');
  await partner.get('/sent');
  await partner.post('/sent', { reference: 'NO-SUCH-REFERENCE' });
  await press(partner, '/sent', { reference: referenceOf(wrong) });
  const status = `/status/${referenceOf(wrong)}`;
  await press(partner, `${status}/correct`);
  const correction = only((partner.seen?.url ?? '').split('?'));
  await partner.get(`${correction}/contact`);
  const channels = Object.fromEntries(Object.keys(unsafe).map((name) => [`safe-${name}`, 'no']));
  await press(partner, `${correction}/contact`, { ...channels, phone: '07700 900321', 'safe-call': 'yes' });
  await partner.get(`${correction}/check`);
  await press(partner, `${correction}/check`);
  await partner.get(status);
  await press(partner, `${status}/withdraw`, { 'withdraw-reason': 'consent-withdrawn' });
  await partner.get('/sign-out');
  await press(partner, '/sign-out');
}

/** A colleague is let in, renamed, and shut out. */
async function teamOnPages(run: Run): Promise<void> {
  const administrator = await signInToPages(run, `administrator-of-${general}`);
  await administrator.get('/team/invite');
  await press(administrator, '/team/invite', { name: 'Robin Example', email: 'robin@example.org', roles: 'worker' });
  const member = /href="(\/team\/[^"]+)">[^<]*<span[^>]*> the account of Robin Example/.exec(
    (await administrator.get('/team')).html,
  )?.[1];
  await administrator.get(member ?? '');
  await press(administrator, member ?? '', { name: 'Robin Renamed', roles: ['worker', 'administrator'] });
  await administrator.get(member ?? '');
  await press(administrator, `${member}/remove`);
}

async function serviceAndTriageOnPages(run: Run, { report, instant }: Calls): Promise<void> {
  const message = only(await run.messagesOf((await run.refer({ ...domestic, groupReference: 'EVENT-1' })).referralId));
  const service = await signInToPages(run, message.service);
  await service.get('/inbox');
  const path = `/inbox/${message.handOffId}`;
  await service.get(path);
  await press(service, `${path}/open`);
  await press(service, `${path}/report`, { status: 'declined', 'decline-reason': 'no-capacity' });
  // The details of a closed one are shown again only for a reason.
  const over = only(await run.messagesOf((await run.refer()).referralId));
  await run.accept(over);
  await report(over, { status: 'contacted', at: instant() });
  await report(over, { status: 'closed', outcome: 'support-completed' });
  const again = await signInToPages(run, over.service);
  await again.get(`/inbox/${over.handOffId}`);
  await press(again, `/inbox/${over.handOffId}/open`, { why: 'They called us.' });

  const [one, two] = [await run.refer(outOfScope), await run.refer(held)];
  await run.system.waitUntilIdle();
  const staff = await signInToPages(run, authority);
  await staff.get('/triage');
  await staff.post('/triage', { reference: '06AB/0000001/26' });
  await staff.get(`/triage/${one.referralId}`);
  await press(staff, `/triage/${one.referralId}/route`, { service: general, reason: 'They can be seen here.' });
  await staff.get(`/triage/${two.referralId}`);
  const advice = { 'return-reason': 'unsafe-to-contact', advice: 'Ask for a number that is safe.' };
  await press(staff, `/triage/${two.referralId}/return`, advice);
  await staff.get('/dashboard');
}

/** The stream records of referrals: their keys alone. */
const brings = (...ids: string[]) => ({
  Records: ids.map((id, index) => ({
    dynamodb: { SequenceNumber: String(index + 1), Keys: { id: { S: id }, v: { N: '1' } } },
  })),
});

async function whatGoesWrong(run: Run, { get, post, report, handedOff }: Calls): Promise<void> {
  const { endpoints } = run.client;
  const dynamodb = awsJsonClient('dynamodb', { url: endpoints.dynamodbEndpoint, region: 'eu-west-2' });
  const work = endpoints.tables['work'] ?? '';
  const lost = [];
  for (let count = 0; count < 5; count++) lost.push(await run.refer({}, count === 3 ? hospital : police));
  const [seenLate, routedLate, broughtLate, onPage, sweptLate] = lost.map(({ referralId }) => referralId);
  const late = await handedOff();
  await run.accept(late);
  const unread = await handedOff(urgent);
  const unsent = await handedOff();
  // On the hub's list while the deadlines job looks at it.
  await run.refer(held);
  await run.system.waitUntilIdle();

  // Near the deadline and after it, and in the month after.
  await run.client.moveClock(nearlyDue);
  await run.client.moveClock(counted);
  await run.messagesOf(unread.referralId);

  // The stream delivered none of these: they are not recorded, although their month is over.
  for (const { referralId } of lost) await forget(dynamodb, work, referralId);
  await get(police, `/v1/referrals/${seenLate}`);
  await run.client.call(authority, 'POST', `/v1/referrals/${routedLate}/route`, { service: general, reason: 'Found.' });
  await run.system.invoke('dispatch', brings(String(broughtLate), late.referralId));
  const partner = await signInToPages(run, hospital);
  await partner.get(`/status/${referenceOf(only(lost.filter(({ referralId }) => referralId === onPage)))}`);
  await report(late, { status: 'contacted', at: '2026-11-30T16:00:00Z' });

  // A message not marked as sent, and two unreadable records.
  await dynamodb('UpdateItem', {
    TableName: work,
    Key: { id: { S: unsent.referralId }, row: { S: 'h#01' } },
    UpdateExpression: 'SET uns = :mark, agenda = :unsent, due = :due',
    ExpressionAttributeValues: { ':mark': { S: 'hand-off' }, ':unsent': { S: 'unsent' }, ':due': { S: '2026-11-30' } },
  });
  for (const id of ['poisonpoisonpoisonpoisonpo', 'toxictoxictoxictoxictoxict']) {
    const Item = { id: { S: id }, v: { N: '1' }, hour: { S: '2026-12-01T08' }, at: { S: '2026-12-01T08:00:00.000Z' } };
    await dynamodb('PutItem', { TableName: endpoints.tables['referrals'], Item });
    if (id.startsWith('toxic')) await forget(dynamodb, work, id);
  }
  await run.system.waitUntilIdle();
  await forget(dynamodb, work, 'toxictoxictoxictoxictoxict');
  await forget(dynamodb, work, 'sweep');
  await forget(dynamodb, work, String(sweptLate));
  await run.system.invoke('sweep', {});

  // What was recorded twice above is counted twice.
  await run.system.invoke('recount', {});
  await run.system.invoke('balance', {});
  await get(authority, '/v1/volumes?interval=month&from=2026-01-01&to=2026-12-31');
  await post(police, `/v1/referrals/${routedLate}/withdraw`, { reason: 'consent-withdrawn' });
}

/** Deletes every row of the work table with this id. */
async function forget(dynamodb: AwsCall, table: string, id: string): Promise<void> {
  const { Items = [] } = (await dynamodb('Query', {
    TableName: table,
    KeyConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': { S: id } },
  })) as { Items?: { id: object; row: object }[] };
  for (const { id: hash, row } of Items) await dynamodb('DeleteItem', { TableName: table, Key: { id: hash, row } });
}
