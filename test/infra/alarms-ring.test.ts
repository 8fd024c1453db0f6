/** Each alarm rings for what it is for, and not for less: arithmetic over the data of its metric, and over real volumes. */
import { describe, expect, test } from 'vitest';
import { type MetricData, timesRung } from './support/alarm-arithmetic.ts';
import { area, resources } from './support/template.ts';

const alarms = resources('AWS::CloudWatch::Alarm');
/** By the id that lib/constructs gives it: CDK puts the construct's path in front and a hash behind. */
const alarmOf = (id: string) => {
  const name = `Watch${id.replaceAll(/[^A-Za-z0-9]/g, '')}`;
  const found = alarms.filter((one) => one.id.replace(/[0-9A-F]{8}$/, '') === name);
  if (found.length !== 1) throw new Error(`${found.length} alarms are called ${name}`);
  return found[0] as (typeof alarms)[number];
};

interface Case {
  id: string;
  /** What happens, for whoever reads the table. */
  when: string;
  rings: MetricData;
  times?: number;
  quiet: MetricData;
}
const metric = (...values: (number | undefined)[]): MetricData => ({ metric: values });
const none = undefined;
const once = { rings: metric(none, 1, none), quiet: metric(none, 0, none) };
const day = 86_400;
/** 5-minute periods of the age of one message that waits from `from` seconds on. */
const ageing = (from: number, periods: number) => Array.from({ length: periods }, (_, at) => from + at * 300);

const queue = {
  when: 'three victims one after another, of whom none is seen to; then nobody comes for a day',
  // None of the queue's metrics is there until it is used.
  rings: {
    visible: [none, 1, 1, 2, 2, 2, 3, 3, ...new Array(290).fill(3)],
    age: [none, ...ageing(0, 297)],
  },
  times: 4,
  quiet: { visible: [none, none, 0, 0], age: [none, none, 0, 0] },
} as const;

const cases: readonly Case[] = [
  ...['Parked', 'MissedTicks', ...area.services.filter(({ test }) => !test).map(({ id }) => `DeadLetters-${id}`)].map(
    (id) => ({ id, ...queue }),
  ),
  {
    id: 'NewVersionFails',
    when: 'a deployment goes on, and the new version of one function crashes once',
    rings: { intake: [none, none], web: [none, 1], dispatch: [0, 0] },
    quiet: { intake: [none, 0], web: [none, none], dispatch: [0, 0] },
  },
  { id: 'DispatchErrors', when: 'three batches in five minutes fail', rings: metric(0, 3), quiet: metric(2, 2) },
  {
    id: 'DispatchBehind',
    when: 'the oldest record is six minutes old',
    rings: metric(0, 360_000),
    quiet: metric(1000, 299_000),
  },
  {
    id: 'StreamMissed',
    when: 'the mapping is disabled, and a referral comes every forty minutes',
    rings: metric(none, 2, 1, 2),
    times: 2,
    quiet: metric(1, none, 1),
  },
  { id: 'SweepSilent', when: 'ten minutes without a run', rings: metric(5, none, none), quiet: metric(5, none, 5) },
  { id: 'SweepErrors', when: 'every run hangs until its timeout', rings: metric(0, 3), quiet: metric(1, 2) },
  { id: 'CasesDisagree', when: 'a case is settled', ...once },
  {
    id: 'DeadlinesSilent',
    when: 'half an hour without a run',
    rings: metric(3, none, none),
    quiet: metric(3, none, 3),
  },
  { id: 'DeadlinesErrors', when: 'two of three runs fail', rings: metric(0, 2), quiet: metric(1, 1) },
  {
    id: 'CalendarEndsSoon',
    when: 'the bank holidays end in six months',
    rings: metric(none, 24),
    quiet: metric(none, none),
  },
  {
    id: 'EraseSilent',
    when: 'three hours without a run',
    rings: metric(1, none, none, none),
    quiet: metric(1, none, none, 1),
  },
  { id: 'EraseErrors', when: 'a run leaves somebody', ...once },
  { id: 'RecountDiffers', when: 'a count differs', ...once },
  {
    id: 'BalanceDiffers',
    when: 'a day does not add up, and the next morning still does not',
    rings: metric(none, 1, none, 1),
    times: 2,
    quiet: metric(none, none),
  },
  { id: 'BalanceErrors', when: 'a run fails', ...once },
  { id: 'MailSilent', when: 'half an hour without a run', rings: metric(15, none, none), quiet: metric(15, none, 15) },
  { id: 'MailErrors', when: 'three runs in a quarter of an hour fail', rings: metric(0, 3), quiet: metric(1, 2) },
  { id: 'MailParked', when: 'an e-mail is given up', ...once },
  { id: 'MailEventErrors', when: 'an e-mail came back and could not be noted', ...once },
  { id: 'ApiErrors', when: 'one answer of 5xx', ...once },
  {
    id: 'ApiRefusals',
    when: 'a night’s batch of 34 is refused; twice in the hour of a force’s 34 a day, somebody mistypes',
    rings: { requests: [1, 34], refusals: [0, 34] },
    quiet: { requests: [2, 34, none], refusals: [2, 2, none] },
  },
  ...['web', 'intake', 'referrer', 'hand-offs', 'triage', 'volumes'].map((name) => ({
    id: `FunctionFails-${name}`,
    when: 'it fails once',
    ...once,
  })),
  {
    id: 'RefusedParty',
    when: 'two parties are refused ten times in an hour, others nine times',
    rings: { 'example-police': [none, 10, none], 'example-charity': [none, 12, none], 'example-hospital': [9, 9, 9] },
    times: 2,
    quiet: {
      'example-police': [9, 9],
      'example-charity': [9, none],
      'example-hospital': [none, 9],
      // Who sets up a system is refused, and the canary has an alarm of its own.
      'test-police': [50, 50],
      'canary-sender': [50, none],
    },
  },
  {
    id: 'TokensRefused',
    when: 'twenty calls in an hour come with a bad token',
    rings: metric(none, 20),
    quiet: metric(6, 19),
  },
  {
    id: 'SignInsRefused',
    when: 'ten codes in an hour are wrong, one way or the other',
    rings: {
      refused: [none, 2],
      tries: [none, 30],
      successes: [none, 25],
      hubTries: [none, 4],
      hubSuccesses: [none, 1],
    },
    quiet: {
      refused: [none, 2],
      tries: [none, 30],
      successes: [none, 25],
      hubTries: [none, 4],
      hubSuccesses: [none, 2],
    },
  },
  {
    id: 'UnusualOpenings',
    when: 'somebody of a party opens too many cases, and an hour later somebody of another',
    rings: { 'example-charity': [none, 1, none], 'general-service': [none, none, 1] },
    times: 2,
    quiet: { 'example-charity': [none, none] },
  },
  {
    id: 'CanaryFails',
    when: 'two in a row do not go all the way; nothing runs at all',
    rings: { runs: [2, 2, none], failures: [0, 2, none] },
    quiet: { runs: [2, 2, 1], failures: [none, 1, 0] },
  },
  { id: 'RecordsKeyAttempt', when: 'somebody tries to schedule its deletion', ...once },
  { id: 'SenderCountDiffers', when: 'a sender sent one more than arrived', ...once },
  ...area.parties.flatMap(({ id, alarmWhenSilentFor }) =>
    alarmWhenSilentFor ? [{ id: `SenderSilent-${id}`, when: 'it is said to be silent', ...once }] : [],
  ),
];

describe.each(cases)('$id', ({ id, when, rings, times = 1, quiet }) => {
  test(`rings when ${when}`, () => {
    expect(timesRung(alarmOf(id).properties, rings)).toBe(times);
  });
  test('does not ring for less', () => {
    expect(timesRung(alarmOf(id).properties, quiet)).toBe(0);
  });
});

test('every alarm is in the table above', () => {
  expect(cases.map(({ id }) => alarmOf(id).id).sort()).toEqual(alarms.map(({ id }) => id).sort());
});

/** One row for each kind: alarms for each service, function or sender are made alike. */
const kindOf = (id: string): string => id.split('-')[0] ?? id;

test('docs/alarms.md says of each what it is for', async () => {
  const kinds = [...Map.groupBy(cases, ({ id }) => kindOf(id)).entries()];
  const rows = kinds.map(([kind, [first, ...others]]) => {
    if (!first) throw new Error('no case');
    const text: string = alarmOf(first.id).properties['AlarmDescription'];
    const [, why = '', runbook = ''] = /^(.*) Runbook: docs\/(.*)$/.exec(text) ?? [];
    const own = first.id.slice(kind.length + 1);
    const name = own === '' ? kind : `${kind}-…, ${others.length + 1} of them`;
    return `| ${name} | ${first.when} | ${own === '' ? why : why.replace(own, '…')} | [runbook](${runbook}) |`;
  });
  const head = '| alarm | rings when, for example | whom it hurts, and why at this bound | |\n|---|---|---|---|';
  await expect(`${alarmsPage}\n\n${head}\n${rows.join('\n')}\n`).toMatchFileSnapshot('../../docs/alarms.md');
});

const alarmsPage = `# Alarms

Made from the template of Greater Manchester by a test (test/infra/alarms-ring.test.ts), which makes each alarm ring by the data in the second
column and not by less, with CloudWatch’s own arithmetic. The dashboard of the stack whose name ends with \`-waiting\` answers whether
anybody is waiting, and where. Where the pages have a domain of their own, PagesErrors watches them as ApiErrors does the API. Why they are as they
are: [ADR 44](adr/0044-alarms-that-ring-again.md).`;

test.each(['Parked', 'UnusualOpenings', 'RecordsKeyAttempt'])(
  '%s tells that something came, and not that it is over',
  (id) => {
    expect(alarmOf(id).properties['OKActions']).toBeUndefined();
  },
);

test('what waits is told of again for the next', () => {
  const { properties } = alarmOf('Parked');
  // Drained and filled again, within the time in which an inactive queue has no data.
  expect(timesRung(properties, { visible: [1, none, none, 1], age: [0, none, none, 0] })).toBe(1);
  // Somebody redrives one while another comes: the number stays, and the age of the oldest goes on.
  expect(timesRung(properties, { visible: [2, 2, 2], age: [day - 400, day - 100, day + 200] })).toBe(1);
});
