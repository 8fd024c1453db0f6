/** The hourly job of the running system erases expired cases, with its own permissions and clock. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AwsCall, awsJsonClient } from '#local/emulators/aws-json.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { makeFolder } from '#test/support/make-folder.ts';
import { authority, type Run, somebody, startRun } from './support/run.ts';

let run: Run;
let dynamodb: AwsCall;
beforeAll(async () => {
  run = await startRun();
  dynamodb = awsJsonClient('dynamodb', { url: run.system.endpoints.dynamodbEndpoint, region: 'eu-west-2' });
});
afterAll(async () => {
  try {
    expect(run.troubles).toEqual([]);
  } finally {
    await run.stop();
  }
});

const ledgerRow = async (referralId: string) => {
  const TableName = run.system.endpoints.tables['referrals'];
  const answer = await dynamodb('GetItem', { TableName, Key: { id: { S: referralId }, v: { N: '1' } } });
  return (answer as { Item: Record<string, unknown> }).Item;
};
const later = (days: number) => new Date(run.system.clock.now() + days * 86_400_000).toISOString();

test('the authority’s command prints what is held about a person who asks, once they are identified', async () => {
  const body = somebody();
  const { reference } = (await run.send(body)).json as { reference: string };
  await run.system.waitUntilIdle();
  const { givenName, familyName, dateOfBirth } = body.victim;
  const files = makeFolder({
    'endpoints.json': JSON.stringify(run.system.endpoints),
    'person.json': JSON.stringify({ givenName, familyName, dateOfBirth }),
    'half.json': JSON.stringify({ familyName }),
  });
  const ask = (...words: string[]) =>
    runOperator(['subject-access', '--endpoints', 'endpoints.json', ...words], makeTerminal({ folder: files }));
  const why = ['--why', 'They wrote to us.'];
  const byName = await ask('--person', 'person.json', ...why);
  expect([byName.code, byName.err]).toEqual([0, 'One referral is held.\n']);
  expect(JSON.parse(byName.out)).toMatchObject({ referrals: [{ reference, versions: [{ said: body }], shown: [] }] });
  expect(JSON.parse(byName.out).notSearched.join(' ')).toMatch(/Drafts .* 42 days/);
  const byReference = await ask(reference.toLowerCase(), ...why);
  expect(JSON.parse(byReference.out)).toMatchObject({
    referrals: [{ shown: [{ by: authority, why: 'They wrote to us.' }] }],
  });
  const nobody = await ask('GM-2222-2222', ...why);
  expect([nobody.code, nobody.out, nobody.err]).toEqual([
    1,
    '',
    'There is no referral GM-2222-2222.\n0 referrals are held.\n',
  ]);
  for (const words of [why, [reference], [reference, '--why', ' '], ['--person', 'half.json', ...why]]) {
    const refused = await ask(...words);
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).not.toContain(familyName);
  }
});

test('the authority places a legal hold over the API, and is told what prevents erasure', async () => {
  const { referralId } = await run.refer();
  await run.system.waitUntilIdle();
  const post = async (verb: string, body: object) => {
    const { status, json } = await run.client.call(authority, 'POST', `/v1/referrals/${referralId}/${verb}`, body);
    return { status, ...(json as Record<string, unknown>) };
  };
  const request = { reason: 'asked-by-person' };
  expect(await post('erase', request)).toMatchObject({
    status: 409,
    code: 'transition-not-allowed',
    currentStatus: 'routed',
    allowed: ['withdrawn'],
  });
  expect(await post('legal-hold', { hold: true, reason: 'Trial at Example Crown Court' })).toMatchObject({
    legalHold: true,
    keptUntil: null,
  });
  expect(await post('erase', request)).toMatchObject({ status: 409, code: 'legal-hold' });
  expect(await post('erase', { reason: 'because' })).toMatchObject({ status: 422, code: 'invalid-request' });
  expect(await post('legal-hold', { hold: true })).toMatchObject({ status: 422, code: 'invalid-request' });
  expect(await post('legal-hold', { hold: false })).toMatchObject({ legalHold: false });
});

test('six weeks after a person declined, their personal data is erased and the counts stay', async () => {
  const body = somebody();
  const { referralId } = (await run.send(body)).json as { referralId: string };
  const [message] = await run.messagesOf(referralId);
  if (!message) throw new Error('It was not handed off.');
  await run.accept(message);
  await run.report(message, { status: 'closed', outcome: 'declined-by-victim' });
  const totals = () => Promise.all(['referrals', 'victims', 'closed'].map(run.total));
  const counted = await totals();
  expect((await run.read(message))['victim']).toMatchObject({ familyName: body.victim.familyName });
  expect(await ledgerRow(referralId)).toHaveProperty('sealed');

  await run.client.moveClock(later(42));
  await run.system.waitUntilIdle();
  expect(await ledgerRow(referralId)).toHaveProperty('sealed');
  await run.client.moveClock(later(2));
  await run.system.waitUntilIdle();
  const left = await ledgerRow(referralId);
  expect(left).not.toHaveProperty('sealed');
  expect(left).toHaveProperty('person');

  const detail = await run.read(message);
  expect(detail.status).toBe('closed');
  expect(detail).not.toHaveProperty('victim');
  expect((await run.view(referralId)).history.map(({ event }) => event)).not.toContain('erased');
  expect((await run.send(body)).status).toBe(200);
  expect(await ledgerRow(referralId)).not.toHaveProperty('sealed');
  // The erasing job alone: after a year without one, the sweep would look at each of its hours.
  run.system.clock.moveTo(Date.parse(later(400)));
  expect(await run.system.invoke('erase', {})).toMatchObject({ ok: true });
  for (const gone of ['person', 'occurredOn']) expect(await ledgerRow(referralId)).not.toHaveProperty(gone);
  expect(await totals()).toEqual(counted);
});
