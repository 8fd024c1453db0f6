/**
 * The restore drill (docs/restoring.md): real traffic, tables restored to a moment and put into use by their names in the
 * deployment's settings, the operator's command, and the sweep. The emulator has no point-in-time recovery, so rows are copied.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Deployment, deploymentSchema } from '#lib/deployment.ts';
import { synthTemplate } from '#lib/synth.ts';
import { type SynthesisedStack, synthesise } from '#local/synth/synthesise.ts';
import { projectRoot } from '#local/system.ts';
import { templateSchema } from '#local/template/template.ts';
import { tables as models, type TableName } from '#src/store/table-model.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import type { DeliveredMessage } from '#test/support/audit/evidence.ts';
import { makeTable } from '#test/support/emulator.ts';
import { type Rows, readRows, writeRows } from '#test/support/restore-tables.ts';
import { area, authority, police, type ReferralAnswer, type Run, somebody, startRun } from './support/run.ts';

type Body = ReturnType<typeof somebody>;
const moment = '2026-11-19T10:00:00Z';
const later = '2026-11-19T12:00:00Z';
const otherPhone = { contact: { phone: '+447700900456' } };

const dataDir = mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-restore-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** All that was answered and received while the first run was in use. */
const answered = new Set<string>();
let messages: DeliveredMessage[] = [];
let oldWork = '';
/** Referred before the moment: one accepted, one erased since, one corrected since. */
let before: Record<'worked' | 'erased' | 'corrected', ReferralAnswer>;
/** Sent after the moment, with the bodies by which they are sent again. */
let since: { id: string; body: Body }[];
let correction: Body;

const plainClientOf = (run: Run) =>
  new DynamoDBClient({
    endpoint: run.system.endpoints.dynamodbEndpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
const clientOf = (run: Run) => DynamoDBDocumentClient.from(plainClientOf(run));

/** As deployed with these tables, and with the schedules off, as the runbook has it. */
async function stackWith(tables: NonNullable<Deployment['tables']>): Promise<SynthesisedStack> {
  const template = synthTemplate(area, { deployment: deploymentSchema.parse({ tables }), local: true });
  for (const { Type, Properties } of Object.values(template.Resources))
    if (Type === 'AWS::Events::Rule' && Properties?.['ScheduleExpression']) Properties['State'] = 'DISABLED';
  return { ...(await synthesise(projectRoot, area)), template: templateSchema.parse(template) };
}

const put = (run: Run, id: string, version: number, body: Body) =>
  run.client.call(police, 'PUT', `/v1/referrals/${id}`, body, { 'if-match': `"${version}"` });

async function erasePerson(run: Run, id: string): Promise<void> {
  const post = (party: string, verb: string, reason: string) =>
    run.client.call(party, 'POST', `/v1/referrals/${id}/${verb}`, { reason });
  expect((await post(police, 'withdraw', 'consent-withdrawn')).status).toBe(200);
  expect((await post(authority, 'erase', 'asked-by-person')).status).toBe(200);
  expect(await run.system.invoke('erase', {})).toMatchObject({ ok: true });
}

const onlyMessage = async (run: Run, id: string): Promise<DeliveredMessage> => {
  const [message] = await run.messagesOf(id);
  if (!message) throw new Error('It was not handed off.');
  return message;
};

/** Before the moment, at it (rows are copied), and after it. */
beforeAll(async () => {
  const run = await startRun({ dataDir });
  try {
    const bodyToCorrect = somebody();
    const sent = (await run.send(bodyToCorrect)).json as ReferralAnswer;
    before = { worked: await run.refer(), erased: await run.refer(), corrected: sent };
    await run.accept(await onlyMessage(run, before.worked.referralId));
    await run.client.moveClock(moment);
    await run.system.waitUntilIdle();
    const client = clientOf(run);
    oldWork = run.system.endpoints.tables['work'] ?? '';
    const copies = new Map<TableName, Rows>();
    for (const name of ['referrals', 'work', 'counters'] as const)
      copies.set(name, await readRows(client, run.system.endpoints.tables[name] ?? ''));

    await run.client.moveClock(later);
    const bodies = [somebody(), somebody()];
    since = [];
    for (const body of bodies) since.push({ id: ((await run.send(body)).json as ReferralAnswer).referralId, body });
    await run.accept(await onlyMessage(run, since[0]?.id ?? ''));
    await run.report(await onlyMessage(run, before.worked.referralId), { status: 'contacted', at: later });
    correction = { ...bodyToCorrect, contact: { ...bodyToCorrect.contact, ...otherPhone.contact } };
    expect((await put(run, sent.referralId, 1, correction)).status).toBe(200);
    await erasePerson(run, before.erased.referralId);
    messages = await run.messages();
    for (const id of run.answered) answered.add(id);

    // What AWS would restore, with the settings that the runbook puts on.
    for (const [name, rows] of copies)
      for (const set of ['one', 'two']) {
        await makeTable(plainClientOf(run), `${name}-${set}`, models[name]);
        await writeRows(client, `${name}-${set}`, rows);
      }
    expect(run.troubles).toEqual([]);
  } finally {
    await run.stop();
  }
}, 300_000);

async function recoverIn(...more: string[]) {
  const words = ['recover', '--restored-to', moment, '--endpoints', path.join(dataDir, 'endpoints.json'), ...more];
  const { code, out, err } = await runOperator(words, makeTerminal({ folder: dataDir }));
  return { code, err, lines: out.split('\n').map((line) => line.split('\t')) };
}

/** CloudFormation makes an empty table of a misspelt name. */
async function expectRefusedWithEmptyTable(run: Run): Promise<void> {
  await makeTable(plainClientOf(run), 'misspelt', models.work);
  const endpoints = { ...run.system.endpoints, tables: { ...run.system.endpoints.tables, work: 'misspelt' } };
  const file = path.join(dataDir, 'misspelt.json');
  writeFileSync(file, JSON.stringify(endpoints));
  const words = ['recover', '--restored-to', moment, '--endpoints', file];
  const { code, err } = await runOperator(words, makeTerminal({ folder: dataDir }));
  expect([code, err]).toEqual([1, expect.stringContaining('misspelt is no work table that was ever in use')]);
  expect(await readRows(clientOf(run), 'misspelt')).toEqual([]);
}

/** What must hold afterwards, whatever was lost. */
async function expectRecovered(run: Run): Promise<void> {
  // A grace of half a minute leaves what is new to the stream.
  await run.client.moveClock(new Date(run.system.clock.now() + 120_000).toISOString());
  expect(await run.system.invoke('sweep', {})).toMatchObject({ ok: true });
  for (const message of messages) run.saw(message);
  for (const id of answered) run.answered.add(id);
  expect(await run.audit()).toEqual([]);
  const erased = await run.view(before.erased.referralId);
  expect(erased.status).toBe('withdrawn');
  const rows = await readRows(clientOf(run), run.system.endpoints.tables['referrals'] ?? '');
  const row = rows.find(({ id }) => id === before.erased.referralId);
  for (const gone of ['sealed', 'person', 'refs']) expect(row).not.toHaveProperty(gone);
  expect(await run.view(before.corrected.referralId)).toMatchObject({ status: 'routed', version: 2 });
  for (const { id } of since) expect(await run.view(id)).toMatchObject({ status: 'routed' });
  const recount = ['recount', '--from', '2026-11-01', '--to', '2026-11-30'];
  const counted = await runOperator(
    [...recount, '--endpoints', path.join(dataDir, 'endpoints.json')],
    makeTerminal({ folder: dataDir }),
  );
  expect([counted.code, counted.err]).toEqual([0, expect.stringContaining('they agree')]);
  expect(run.troubles).toEqual([]);
}

const namesLines = (lines: string[][], kind: string, id: string) =>
  lines.filter((words) => words[0] === kind && words.some((word) => word.startsWith(id)));

describe('the whole system, after tables were restored to two hours ago', () => {
  test('cases and counters were lost: all is recovered from the ledger, and what services did since is named', async () => {
    const run = await startRun({
      dataDir,
      now: later,
      synthesised: await stackWith({ work: 'work-one', counters: 'counters-one' }),
    });
    try {
      expect(run.system.endpoints.tables).toMatchObject({ work: 'work-one', counters: 'counters-one' });
      await expectRefusedWithEmptyTable(run);
      const { code, err, lines } = await recoverIn('--old-work', oldWork);
      expect({ code, err }).toEqual({
        code: 0,
        err: expect.stringContaining('Erased again: 1. Recorded again: 2. Corrected again: 1.'),
      });
      expect(namesLines(lines, 'open', before.worked.referralId)).toEqual([expect.arrayContaining(['accepted'])]);
      expect(namesLines(lines, 'move', before.worked.referralId)).toEqual([expect.arrayContaining(['contacted'])]);
      expect(namesLines(lines, 'move', since[0]?.id ?? '').map((words) => words.at(-1))).toContain('accepted');
      const told = (await run.messagesOf(since[0]?.id ?? '')).length;
      await expectRecovered(run);
      // A duplicate of a message that the service may have had: it takes it on again.
      const again = await run.messagesOf(since[0]?.id ?? '');
      expect(again.length).toBeGreaterThan(told);
      const [message] = again;
      if (message) await run.accept(message);
      expect((await run.send(since[1]?.body)).status).toBe(200);
    } finally {
      await run.stop();
    }
  }, 300_000);

  test('all three were lost: what senders send again is as it was, and nobody who was erased comes back', async () => {
    const tables = { referrals: 'referrals-two', work: 'work-two', counters: 'counters-two' };
    const run = await startRun({ dataDir, now: later, synthesised: await stackWith(tables) });
    try {
      expect(await recoverIn()).toMatchObject({
        code: 0,
        err: expect.stringContaining('Erased again: 1. Recorded again: 0. Corrected again: 0.'),
      });
      for (const { body } of since) expect((await run.send(body)).status).toBe(201);
      expect((await put(run, before.corrected.referralId, 1, correction)).status).toBe(200);
      await expectRecovered(run);
    } finally {
      await run.stop();
    }
  }, 300_000);
});
