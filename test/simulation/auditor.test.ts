import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatchRecords } from '#src/usecases/dispatch-records.ts';
import { readHandOff, reportStatus } from '#src/usecases/hand-offs.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { police } from '#test/support/area-fixture.ts';
import { type Evidence, evidenceOfWorld, type Row } from '#test/support/audit/evidence.ts';
import { audit } from '#test/support/auditor.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { submission } from '#test/support/submissions.ts';
import { makeWorld } from '#test/support/world.ts';

let emulator: Emulator;
let good: Evidence;
let ids: string[];
beforeAll(async () => {
  emulator = await startEmulator();
  const world = await makeWorld(emulator);
  ids = [];
  for (const victimReference of ['1', '2']) {
    const done = await submitReferral(world.deps, police, submission({ victimReference }));
    if (!('created' in done)) throw new Error('not created');
    ids.push(done.created.id);
  }
  await dispatchRecords(
    world.deps,
    ids.map((id) => ({ id, version: '1', sequence: id })),
  );
  const [first] = world.sent;
  if (!first) throw new Error('nothing was sent');
  const detail = await readHandOff(world.deps, first.service, first.handOffId);
  await reportStatus(world.deps, first.service, first.handOffId, { status: 'accepted' }, detail?.confirmationCode);
  good = await evidenceOfWorld(world);
});
afterAll(() => emulator.stop());

const known = () => ({ answered: ids, duplicates: 0, marks: ['Officer Example'] });
const work = (change: (row: Row) => Row | undefined): Partial<Evidence> => ({
  work: good.work.flatMap((row): Row[] => {
    const kept = change({ ...row });
    return kept ? [kept] : [];
  }),
});
/** Changes the rows of which this is true, or takes them out. */
const where = (is: (row: Row) => boolean, change: (row: Row) => Row | undefined) =>
  work((row) => (is(row) ? change(row) : row));
const key = (start: string) => (row: Row) => String(row.row).startsWith(start);

describe('the auditor', () => {
  test('finds nothing in a system that is as it must be', async () => {
    expect(await audit(good, known())).toEqual([]);
  });

  test.each<[string, () => Partial<Evidence>, RegExp]>([
    [
      'a referral that was answered and is gone',
      () => ({ referrals: good.referrals.slice(1) }),
      /answered and is not in the ledger/,
    ],
    [
      'a referral that was never dispatched',
      () => work((row) => (row.id === ids[1] ? undefined : row)),
      /never dispatched/,
    ],
    ['a message that never went', () => ({ messages: good.messages.slice(1) }), /no message went/],
    [
      'a message in another’s queue',
      () => ({ messages: good.messages.map((one) => ({ ...one, queue: 'young-people' })) }),
      /is in the queue of young-people/,
    ],
    ['a mark that stayed', () => where(key('h#'), (row) => ({ ...row, uns: 'hand-off' })), /still has the mark/],
    [
      'a status that its history does not lead to',
      () => where(key('h#'), (row) => ({ ...row, st: 'queued' })),
      /its history ends at accepted/,
    ],
    [
      'a step outside the table',
      () =>
        where(
          (row) => String(row.evs).includes('"collected"'),
          () => undefined,
        ),
      /went from queued to accepted/,
    ],
    ['a hand-off counted twice', () => ({ work: [...good.work, ...doubled('handed-off')] }), /not handed off once/],
    [
      'a referral between two chairs',
      () => where(key('head'), (row) => ({ ...row, st: 'held', tri: undefined })),
      /is held while|is held and not/,
    ],
    [
      'a figure that is one too high',
      () => ({
        volumes: async (asked) => {
          const told = await good.volumes(asked);
          return asked['measure'] === 'accepted' ? { ...told, total: told.total + 1 } : told;
        },
      }),
      /accepted: 2 are told, 1 recounted/,
    ],
    [
      'a figure of one service on one day',
      () => ({
        volumes: async (asked) => {
          const told = await good.volumes(asked);
          return asked['measure'] === 'referrals'
            ? { ...told, rows: told.rows.slice(0, -1).map((row) => ({ ...row, count: 0 })) }
            : told;
        },
      }),
      /referrals .*: 0 are told, 2 recounted/,
    ],
    [
      'a name in a row of work',
      () => work((row) => ({ ...row, note: 'Officer Example' })),
      /Officer Example stands in the work table/,
    ],
  ])('names %s', async (_what, broken, expected) => {
    const faults = await audit({ ...good, ...broken() }, known());
    expect(faults.join('\n')).toMatch(expected);
  });
});

/** Rows of history said once more, a little later. */
const doubled = (event: string): Row[] =>
  good.work.filter((row) => String(row.evs).includes(`"${event}"`)).map((row) => ({ ...row, row: `${row.row}x` }));
