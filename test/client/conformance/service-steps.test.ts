/** Each step against services that do what it asks, and that misbehave. */
import { describe, expect, test } from 'vitest';
import type { Exchange } from '#client/conformance/recorder.ts';
import { type ServiceTools, serviceSteps } from '#client/conformance/service-steps.ts';
import { runSteps, type StepResult } from '#client/conformance/steps.ts';
import type { HandOffList, ReferralsApi } from '#client/library/api.ts';
import { referralResponse } from '#test/client/support/fake-api.ts';
import { submission } from '#test/support/submissions.ts';
import { call, seenTools } from './support/seen-calls.ts';

/** What a service does, and what it leaves undone. */
interface Behaviour {
  reads: boolean;
  reportsAccepted: boolean;
  /** How its report is answered. */
  reportStatus: number;
  /** What the list of hand-offs says of it then. */
  status: string;
  /** How often the case says that it was accepted. */
  accepts: number;
  readsCorrections: boolean;
  shows: boolean | undefined;
  /** What becomes of a message that is sent to its queue, by the word after the schema's first part. */
  message(kind: string): 'handled' | 'kept' | 'dead';
  maySend: boolean;
}
const good: Behaviour = {
  ...{ reads: true, reportsAccepted: true, reportStatus: 200, status: 'accepted', accepts: 1, maySend: true },
  ...{ readsCorrections: true, shows: true, message: () => 'handled' },
};

const id = 'r1';
const read = call({ path: `/v1/hand-offs/${id}-01`, status: 200 });
const handOff: HandOffList['items'][number] = {
  ...{ handOffId: `${id}-01`, referralId: id, reference: 'GM-7K3M-9QTX', priority: 'standard', status: 'accepted' },
  ...{ respondBy: '2026-11-21T09:00:00Z', links: { self: `/v1/hand-offs/${id}-01` } },
  ...{ reminded: false, releaseReminded: false },
};

function toolsOf(behaviour: Behaviour) {
  const exchanges: Exchange[] = behaviour.reads ? [read] : [];
  if (behaviour.reportsAccepted)
    exchanges.push(call({ method: 'POST', path: `/v1/hand-offs/${id}-01/status`, status: behaviour.reportStatus }));
  if (behaviour.readsCorrections) exchanges.push(read, read);
  const { tools } = seenTools(exchanges, behaviour.shows);
  const counts = { waiting: 0, dead: 0 };
  const sent: { schema: string }[] = [];
  const acts: string[] = [];
  const answer = referralResponse({ referralId: id });
  const accepted = { at: '2026-11-19T09:00:00Z', referralId: id, event: 'accepted', status: 'accepted' };
  const all: ServiceTools = {
    ...tools,
    sender: {
      submit: async () => ({ answer, replayed: false }),
      async patch(_, version) {
        acts.push(`patch ${version}`);
        return { ...answer, version: version + 1 };
      },
      async withdraw(_, reason) {
        acts.push(`withdraw ${reason}`);
        return {} as Awaited<ReturnType<ReferralsApi['withdraw']>>;
      },
    },
    service: {
      listHandOffs: async () => ({ items: [{ ...handOff, status: behaviour.status }] }),
      changes: async () => ({
        items: Array.from({ length: behaviour.accepts }, (_, index) => ({
          ...accepted,
          at: `2026-11-19T09:0${index}:00Z`,
        })),
        cursor: 'c',
        more: false,
      }),
    },
    makeReferral: () => submission() as ReturnType<ServiceTools['makeReferral']>,
    ...{ serviceId: 'test-support', apiUrl: 'https://api.example.org', waitS: 5, pause: async () => undefined },
    queue: {
      async send(message) {
        if (!behaviour.maySend) return undefined;
        const { schema } = message as { schema: string };
        sent.push({ schema });
        const became = behaviour.message(schema.split('/')[1] ?? '');
        if (became === 'kept') counts.waiting += 1;
        if (became === 'dead') counts.dead += 1;
        return true;
      },
      count: async () => ({ ...counts }),
    },
  };
  return { tools: all, sent, acts };
}

async function walk(over: Partial<Behaviour> = {}): Promise<Record<string, StepResult>> {
  const { tools } = toolsOf({ ...good, ...over });
  const results = await runSteps(serviceSteps(), tools, () => false);
  return Object.fromEntries(results.map((one) => [one.name, one]));
}
const verdicts = (results: Record<string, StepResult>) =>
  Object.fromEntries(Object.entries(results).map(([name, { verdict }]) => [name, verdict]));

const handOffStep = 'A hand-off';
const sameAgain = 'The same message again';
const unknownKind = 'A message of a kind that is not known';
const correction = 'A correction';
const stop = 'A stop, because no way to reach the person is safe any more';
const withdrawal = 'A withdrawal';
const over = 'A message of a hand-off that is over';
const all = [handOffStep, sameAgain, unknownKind, correction, stop, withdrawal, over];

test('a service that does all of it passes every step', async () => {
  expect(verdicts(await walk())).toEqual(Object.fromEntries(all.map((name) => [name, 'passed'])));
});

describe('a service fails the steps that look at it', () => {
  test.each<[string, Partial<Behaviour>, string[]]>([
    ['that accepts twice', { accepts: 2 }, [sameAgain]],
    // It stays there, so the steps after it do not find the queue empty either.
    [
      'that keeps a message of an unknown kind',
      { message: byKind('acceptance-pack', 'kept') },
      [unknownKind, withdrawal, over],
    ],
    [
      'whose message of an unknown kind is a dead letter',
      { message: byKind('acceptance-pack', 'dead') },
      [unknownKind],
    ],
    ['that does not read a correction', { readsCorrections: false }, [correction, stop]],
    ['whose people see nothing of it', { shows: false }, [correction, stop, withdrawal]],
  ])('%s', async (_, behaviour, failing) => {
    const results = await walk(behaviour);
    expect(Object.keys(results).filter((name) => results[name]?.verdict === 'failed')).toEqual(failing);
  });

  test('that does not take the same hand-off a second time', async () => {
    const results = await walk({ message: byKind('hand-off', 'dead') });
    expect(results[sameAgain]).toMatchObject({ verdict: 'failed', seen: 'It went to the dead letters.' });
    expect(results[over]).toMatchObject({ verdict: 'failed' });
  });
});

function byKind(kind: string, became: 'kept' | 'dead'): Behaviour['message'] {
  return (sent) => (sent === kind ? became : 'handled');
}

describe('a service that does not take the hand-off is asked nothing more', () => {
  test.each<[string, Partial<Behaviour>, StepResult['verdict'], string]>([
    ['never reads it', { reads: false, reportsAccepted: false }, 'not-tried', 'did not read'],
    ['never answers', { reportsAccepted: false }, 'failed', 'did not accept'],
    ['answers without the confirmation code', { reportStatus: 422 }, 'failed', 'answered 422'],
    ['declines', { status: 'declined' }, 'failed', 'Let it accept'],
  ])('%s', async (_, behaviour, verdict, seen) => {
    const results = await walk({ ...behaviour, readsCorrections: false });
    expect(results[handOffStep]).toMatchObject({ verdict, seen: expect.stringContaining(seen) });
    for (const name of all.slice(1)) expect(results[name]?.verdict, name).toBe('not-tried');
  });
});

test('where these credentials may not send to the queue, what needs it is not tried, and the rest is', async () => {
  expect(verdicts(await walk({ maySend: false }))).toEqual({
    ...Object.fromEntries(all.map((name) => [name, 'passed'])),
    ...Object.fromEntries([sameAgain, unknownKind, over].map((name) => [name, 'not-tried'])),
  });
});

test('each correction is of the version that the one before made, and what is sent names nobody', async () => {
  const { tools, acts, sent } = toolsOf(good);
  await runSteps(serviceSteps(), tools, () => false);
  expect(acts).toEqual(['patch 1', 'patch 2', 'withdraw consent-withdrawn']);
  expect(sent.map(({ schema }) => schema)).toEqual([
    'victim-referral-intake/hand-off/1',
    'victim-referral-intake/hand-off/1',
    'victim-referral-intake/acceptance-pack/1',
    'victim-referral-intake/hand-off/1',
  ]);
});

describe('the steps in turn', () => {
  const step = (name: string, run: () => Promise<{ verdict: 'passed' | 'failed'; seen: string }>) => ({ name, run });
  const { tools } = toolsOf(good);

  test('what a step throws fails it alone, by the error’s name', async () => {
    const results = await runSteps(
      [
        step('one', () => Promise.reject(new TypeError('Marked-Name'))),
        step('two', async () => ({ verdict: 'passed', seen: 'x' })),
      ],
      tools,
      () => false,
    );
    expect(results).toEqual([
      { name: 'one', verdict: 'failed', seen: 'It ended with TypeError.' },
      { name: 'two', verdict: 'passed', seen: 'x' },
    ]);
  });

  test('ended early, what was cut short and what was left are not tried', async () => {
    let isOver = false;
    const results = await runSteps(
      [
        step('one', async () => ({ verdict: 'passed', seen: 'x' })),
        step('two', async () => {
          isOver = true;
          return { verdict: 'failed', seen: 'It is still in the queue.' };
        }),
        step('three', async () => ({ verdict: 'passed', seen: 'x' })),
      ],
      tools,
      () => isOver,
    );
    expect(results.map(({ verdict }) => verdict)).toEqual(['passed', 'not-tried', 'not-tried']);
  });
});
