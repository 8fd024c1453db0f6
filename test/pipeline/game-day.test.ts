/**
 * Runbooks acted out in the running system: what an alarm is of is done to it, the line that the alarm counts is in the function's log,
 * what the runbook says is done, and it is right again. docs/runbooks/README.md says what acts out the others.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type AwsCall, awsJsonClient } from '#local/emulators/aws-json.ts';
import { counterKey } from '#src/domain/counting/cells.ts';
import { makeTerminal, runOperator } from '#test/client/support/terminal.ts';
import { makeFolder } from '#test/support/make-folder.ts';
import { useAuditedRun } from './support/audited-run.ts';
import { charity, police, type Run, somebody } from './support/run.ts';

let run: Run;
let dynamodb: AwsCall;
let files: string;
useAuditedRun((started) => {
  run = started;
});
beforeAll(() => {
  dynamodb = awsJsonClient('dynamodb', { url: run.system.endpoints.dynamodbEndpoint, region: 'eu-west-2' });
  files = makeFolder({ 'endpoints.json': JSON.stringify(run.system.endpoints) });
});

const logLine = z.looseObject({ event: z.string() });

/** Lines of a function's log with this event. */
const linesOf = (job: string, event: string) =>
  readFileSync(path.join(run.dataDir, 'logs', `${job}.log`), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => logLine.parse(JSON.parse(line)))
    .filter((line) => line.event === event);

/** The log is written beside the answer. */
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 });

const operate = (...words: string[]) =>
  runOperator([...words, '--endpoints', 'endpoints.json'], makeTerminal({ folder: files }));

const waitUntil = (time: string) => run.client.moveClock(time);
const table = (name: string) => run.system.endpoints.tables[name];

type Item = Record<string, Record<string, string>>;
const scan = async (name: string): Promise<Item[]> =>
  ((await dynamodb('Scan', { TableName: table(name) })) as { Items: Item[] }).Items;

test('a case and its hand-offs disagree: the sweep settles it, and says so', async () => {
  const { referralId } = await run.refer();
  const [message] = await run.messagesOf(referralId);
  if (!message) throw new Error('no message');
  await run.accept(message);
  const at = new Date(run.system.clock.now()).toISOString();
  for (const report of [
    { status: 'contacted', at },
    { status: 'supporting' },
    { status: 'closed', outcome: 'support-completed' },
  ])
    expect([report.status, (await run.report(message, report)).status]).toEqual([report.status, 200]);
  // Somebody changes a row by hand.
  await dynamodb('UpdateItem', {
    TableName: table('work'),
    Key: { id: { S: referralId }, row: { S: 'head' } },
    UpdateExpression: 'SET st = :routed',
    ExpressionAttributeValues: { ':routed': { S: 'routed' } },
  });
  await run.system.runSchedules();
  await waitUntil('2026-11-19T09:05:00Z');
  await eventually(() => expect(linesOf('sweep', 'case-settled')).toMatchObject([{ referralId, reason: 'closed' }]));
  expect((await run.view(referralId)).status).toBe('closed');
});

test('a sender counts otherwise: it is told what never came, sends it, and then the counts agree', async () => {
  const missing = somebody();
  const reconcile = async () =>
    (
      await run.client.call(police, 'POST', '/v1/reconciliations', {
        day: '2026-11-19',
        sent: 2,
        references: [missing.crimeReference],
      })
    ).json;
  expect(await reconcile()).toMatchObject({ difference: 1, neverSeen: [missing.crimeReference] });
  await eventually(() =>
    expect(linesOf('referrer', 'sender-count-differs')).toMatchObject([
      { party: police, period: '2026-11-19', count: 1 },
    ]),
  );
  expect((await run.send(missing)).status).toBe(201);
  expect(await reconcile()).toMatchObject({ difference: 0, neverSeen: [] });
  expect(linesOf('referrer', 'sender-count-differs')).toHaveLength(1);
});

test('somebody is refused again and again: the log says who, and on which route', async () => {
  for (let attempt = 0; attempt < 10; attempt++)
    expect((await run.client.call(charity, 'GET', '/v1/volumes?measure=referrals')).status).toBe(403);
  const refused = () => linesOf('volumes', 'request-answered').filter(({ status }) => status === 403);
  await eventually(() => expect(refused()).toHaveLength(10));
  expect(refused()[0]).toMatchObject({ party: charity, route: 'readVolumes' });
});

test('nothing comes from a sender: it is told of once an hour, until something comes again', async () => {
  await waitUntil('2026-11-19T22:30:00Z');
  await eventually(() => expect(linesOf('deadlines', 'sender-silent').at(-1)).toMatchObject({ party: police }));
  const before = linesOf('deadlines', 'sender-silent').length;
  await run.refer();
  await waitUntil('2026-11-20T00:10:00Z');
  expect(linesOf('deadlines', 'sender-silent')).toHaveLength(before);
});

test('a count is lost: balance and recount say so, and agree again once it is put back', async () => {
  const counter = (await scan('counters')).find(
    ({ k, d }) =>
      k?.['S'] === counterKey('received', { dimension: 'source', value: police }) && d?.['S'] === '2026-11-19',
  );
  if (!counter) throw new Error('no counter row of the day');
  const { k, d } = counter;
  await dynamodb('DeleteItem', { TableName: table('counters'), Key: { k, d } });
  await waitUntil('2026-11-20T04:30:00Z');
  const told = { period: '2026-11-19', reason: 'counted-otherwise' };
  await eventually(() => expect(linesOf('balance', 'balance-differs')).toContainEqual(expect.objectContaining(told)));
  const recount = () => operate('recount', '--from', '2026-11-19', '--to', '2026-11-19');
  const differs = await recount();
  expect([differs.code, differs.out]).toEqual([1, expect.stringContaining('2026-11-19')]);

  await dynamodb('PutItem', { TableName: table('counters'), Item: counter });
  const before = linesOf('balance', 'balance-differs').length;
  const finished = linesOf('balance', 'balance-finished').length;
  await waitUntil('2026-11-21T04:30:00Z');
  await eventually(() => expect(linesOf('balance', 'balance-finished').length).toBeGreaterThan(finished));
  expect(linesOf('balance', 'balance-differs')).toHaveLength(before);
  expect((await recount()).code).toBe(0);
});
