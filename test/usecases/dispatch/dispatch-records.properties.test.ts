/** A batch of stream records: what is done side by side, what in order, and where the stream goes on after a failure. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DispatchDeps, dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';

const idOf = (letter: string): string => letter.repeat(26);
const keyOf = ({ id, version }: { id?: string | undefined; version?: string | number | undefined }) =>
  `${id}/${version}`;

const quiet = (): void => undefined;

interface Trial {
  /** In the order in which they were begun, and done. */
  begun: string[];
  done: string[];
  atOnce: number;
  answer: string[];
}

/** So that each goes alone: dispatch-together.test.ts has the others. */
const noneTogether = () => Promise.reject(new Unavailable('down'));

/** Every record is unreadable, so that it is done when it is parked, but those that fail: their table is down. */
async function dispatchAll(records: readonly { id: string; version: string }[], failing: ReadonlySet<string>) {
  const trial: Trial = { begun: [], done: [], atOnce: 0, answer: [] };
  let running = 0;
  const deps = {
    now: () => new Date('2026-11-20T09:00:00Z'),
    log: { error: quiet, warn: quiet, info: quiet },
    ledger: {
      async get(id: string, version: number) {
        trial.begun.push(keyOf({ id, version }));
        running += 1;
        trial.atOnce = Math.max(trial.atOnce, running);
        await new Promise(setImmediate);
        running -= 1;
        throw failing.has(keyOf({ id, version })) ? new Unavailable('down') : new Unreadable('spoilt');
      },
    },
    cases: {
      heads: noneTogether,
      read: async () => undefined,
      isParked: async () => false,
      park: async () => undefined,
    },
    parked: { park: async (one: { id: string; version: number }) => void trial.done.push(keyOf(one)) },
  } as unknown as DispatchDeps;
  trial.answer = await dispatchRecords(
    deps,
    records.map((one) => ({ ...one, sequence: keyOf(one) })),
  );
  return trial;
}

const batch = fc.uniqueArray(
  fc.record({ id: fc.constantFrom(...'abcdefgh').map(idOf), version: fc.constantFrom('1', '2', '3') }),
  { selector: keyOf, maxLength: 20 },
);

test('the stream goes on from the first record that was not done, so none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(batch, fc.infiniteStream(fc.boolean()), async (records, fails) => {
      const failing = new Set(records.filter(() => fails.next().value).map(keyOf));
      const { answer, done } = await dispatchAll(records, failing);
      const first = records.map(keyOf).find((key) => !done.includes(key));
      expect(answer).toEqual(first === undefined ? [] : [first]);
      expect(answer.length === 0).toBe(failing.size === 0);
    }),
  );
});

test('the versions of one referral are dispatched in order, each after the one before it is done', async () => {
  await fc.assert(
    fc.asyncProperty(batch, fc.infiniteStream(fc.integer({ min: 0, max: 3 })), async (records, fails) => {
      const failing = new Set(records.filter(() => fails.next().value === 0).map(keyOf));
      const { begun, done } = await dispatchAll(records, failing);
      for (const { id } of records) {
        const own = records.filter((one) => one.id === id).map(keyOf);
        const begunOfIt = begun.filter((key) => key.startsWith(`${id}/`));
        expect(begunOfIt).toEqual(own.slice(0, begunOfIt.length));
        for (const key of begunOfIt.slice(0, -1)) expect(done).toContain(key);
      }
    }),
  );
});

const eight = [...'abcdefgh'].map((letter) => ({ id: idOf(letter), version: '1' }));

test('different referrals are dispatched side by side', async () => {
  expect((await dispatchAll(eight, new Set())).atOnce).toBe(4);
});

test('after a failure no other referral is begun', async () => {
  const { begun } = await dispatchAll(eight, new Set(eight.map(keyOf)));
  expect(begun).toHaveLength(4);
});
