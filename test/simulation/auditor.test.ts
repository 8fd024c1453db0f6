import { beforeAll, describe, expect, test } from 'vitest';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { police } from '#test/support/area-fixture.ts';
import { type Evidence, evidenceOfTestSystem, type Row } from '#test/support/audit/evidence.ts';
import { audit } from '#test/support/auditor.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let good: Evidence;
let ids: string[];
/** Of the cases that are over. */
let closed: string;
let returned: string;
beforeAll(async () => {
  const world = await makeTestSystem(tables);
  ids = [];
  for (const victimReference of ['1', '2', '3', '4']) {
    const done = await submitReferral(world.deps, police, submission({ victimReference }));
    if (!('created' in done)) throw new Error('not created');
    ids.push(done.created.id);
  }
  await dispatchRecords(
    world.deps,
    ids.map((id) => ({ id, version: '1', sequence: id })),
  );
  const [, , third = '', fourth = ''] = ids;
  [closed, returned] = [third, fourth];
  const report = async (id: string, ...reports: ServiceReport[]) => {
    const message = world.sent.find(({ referralId }) => referralId === id);
    if (!message) throw new Error('nothing was sent');
    const detail = await readHandOff(world.deps, message.service, message.handOffId);
    for (const one of reports) {
      await reportStatus(world.deps, message.service, message.handOffId, one, { code: detail?.confirmationCode });
    }
  };
  await report(ids[0] ?? '', { status: 'accepted' });
  await report(closed, { status: 'accepted' }, { status: 'closed', outcome: 'support-completed' });
  await report(returned, { status: 'returned', reason: 'insufficient-information' });
  good = await evidenceOfTestSystem(world);
});

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
const onTriage = (r: string) => ({ tri: { r, s: '2026-12-01T00:00:00.000Z' } });
const headOf = (id: string) => (row: Row) => row.id === id && row.row === 'head';
const handOffOf = (id: string) => (row: Row) => row.id === id && row.row === 'h#01';
const release = { d: '2026-12-01', a: '2026-11-27T00:00:00.000Z' };
const key = (start: string) => (row: Row) => String(row.row).startsWith(start);

describe('the audit', () => {
  test('finds nothing in a sound system', async () => {
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
    [
      'a hand-off of which nobody is told by e-mail',
      () => where(key('n#'), () => undefined),
      /was handed-off 1 times and has 0 notices of it/,
    ],
    [
      'one of which somebody is told twice',
      () => ({ work: [...good.work, ...good.work.filter(key('n#')).map((row) => ({ ...row, row: `${row.row}0` }))] }),
      /was handed-off 1 times and has 2 notices of it/,
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
      /is held while a service holds it/,
    ],
    [
      'a routed case whose services are all done',
      () => where(headOf(closed), (row) => ({ ...row, st: 'routed', keep: undefined })),
      /is routed and nobody has it/,
    ],
    [
      'a held case that the triage list does not show',
      () =>
        where(headOf(returned), (row) => ({ ...row, st: 'held', tri: { r: 'held', s: row.since }, agenda: 'none' })),
      /is held and nobody has it\n.*is for the hub and not on its list/,
    ],
    [
      'a returned case that its sender’s list does not show',
      () => where(headOf(returned), (row) => ({ ...row, list: 'sender:nobody|wants' })),
      /is returned and nobody has it/,
    ],
    [
      'a closed case that is neither to be erased nor kept for a court',
      () => where(headOf(closed), (row) => ({ ...row, keep: undefined })),
      /is closed and nobody has it/,
    ],
    [
      'an open hand-off that its service’s list does not show',
      () => where(key('h#'), (row) => ({ ...row, list: undefined })),
      /hand-off 1 is queued and not on the list of/,
    ],
    [
      'a closed case whose last lead did not close',
      () =>
        where(
          (row) => row.id === closed && row.row === 'h#01',
          (row) => ({ ...row, st: 'declined' }),
        ),
      /is closed and its last lead is declined/,
    ],
    [
      'a returned case that nobody sent back',
      () => where(headOf(closed), (row) => ({ ...row, st: 'returned' })),
      /is returned and its last lead is closed/,
    ],
    [
      'a hand-off that is missing between two',
      () => where(key('h#'), (row) => ({ ...row, row: 'h#02' })),
      /has hand-offs 2, with a gap/,
    ],
    [
      'a hand-off under another case’s reference',
      () => where(key('h#'), (row) => ({ ...row, ref: 'GM-0000-0000' })),
      /has a hand-off under another reference/,
    ],
    [
      'a case that is over and that the erasing job does not find',
      () => where(headOf(closed), (row) => ({ ...row, agenda: undefined, due: undefined })),
      /is closed and not due for erasing/,
    ],
    [
      'a case that the erasing job would find too late',
      () => where(headOf(returned), (row) => ({ ...row, due: '2099-01-01T00:00:00.000Z' })),
      /is returned and not due for erasing/,
    ],
    [
      'an ended case that the hub should look at and that is on no list',
      () => where(headOf(closed), (row) => ({ ...row, ...onTriage('safety'), agenda: undefined })),
      /is closed and not due for erasing/,
    ],
    [
      'an ended case that is on the hub’s list for what its end has settled',
      () => where(headOf(closed), (row) => ({ ...row, ...onTriage('overdue'), agenda: 'triage' })),
      /is closed and on the hub's list for overdue/,
    ],
    [
      'an ended case with no time after which it is erased',
      () => where(headOf(returned), (row) => ({ ...row, keep: undefined })),
      /is returned and has no retention class/,
    ],
    [
      'an erased case whose personal data stands',
      () => where(headOf(closed), (row) => ({ ...row, gone: '2026-12-31T00:00:00.000Z' })),
      /was erased and its personal data stands/,
    ],
    ...[{ grp: 'hash' }, { rel: ['2026-12-01'] }, { marac: '2026-12-03' }].map(
      (left): [string, () => Partial<Evidence>, RegExp] => [
        `an erased case whose version keeps ${Object.keys(left)}`,
        () => ({
          ...where(headOf(closed), (row) => ({ ...row, gone: '2026-12-31T00:00:00.000Z' })),
          referrals: good.referrals.map((row) => ({ ...row, sealed: undefined, ...left })),
        }),
        /was erased and its personal data stands/,
      ],
    ),
    [
      'an erased case that is still in its group',
      () => ({
        ...where(headOf(closed), (row) => ({ ...row, gone: '2026-12-31T00:00:00.000Z', grp: 'hash' })),
        referrals: good.referrals.map((row) => ({ ...row, sealed: undefined })),
      }),
      /was erased and its personal data stands/,
    ],
    [
      'a case that is over and keeps the dates of a release',
      () => where(headOf(closed), (row) => ({ ...row, rel: ['2026-12-01'] })),
      /is closed and keeps the dates of a release/,
    ],
    [
      'a hand-off that is over and waits for a release',
      () => where(handOffOf(closed), (row) => ({ ...row, rel: release })),
      /hand-off 1 is closed and waits for a release/,
    ],
    [
      'a hand-off that nobody would be reminded of before a release',
      () => where(handOffOf(ids[0] ?? ''), (row) => ({ ...row, rel: release, due: '2099-01-01T00:00:00.000Z' })),
      /hand-off 1 is not due for its reminder of a release/,
    ],
    [
      'a service that holds another version than the one that stands',
      () => where(handOffOf(ids[0] ?? ''), (row) => ({ ...row, ver: 2 })),
      /hand-off 1 is at version 2 of 1/,
    ],
    [
      'a correction that its history does not have',
      () => where(headOf(ids[0] ?? ''), (row) => ({ ...row, ver: 2 })),
      /stands at version 2; its history ends at 1/,
    ],
    [
      'a suspended case that has no suspended hand-off',
      () => where(headOf(ids[0] ?? ''), (row) => ({ ...row, sus: true })),
      /differ on whether one is suspended/,
    ],
    [
      'a stop that was not read and that the hub does not see',
      () =>
        where(handOffOf(ids[0] ?? ''), (row) => ({
          ...row,
          amd: { v: 1, a: row.since, c: ['contact'], p: 'high', stop: true, esc: true },
        })),
      /is not with the hub as stop-unread/,
    ],
    [
      'a hand-off that is counted twice as accepted',
      () => ({ work: [...good.work, ...doubled('accepted')] }),
      /hand-off 1 is counted as accepted more than once/,
    ],
    [
      'personal data that is gone although nobody erased it',
      () => ({ referrals: good.referrals.map((row) => ({ ...row, sealed: undefined })) }),
      /was not erased and its personal data is gone/,
    ],
    [
      'a figure that is one too high',
      () => ({
        volumes: async (asked) => {
          const told = await good.volumes(asked);
          return asked['measure'] === 'accepted' ? { ...told, total: told.total + 1 } : told;
        },
      }),
      /accepted: 3 are answered, 2 recounted/,
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
      /referrals .*: 0 are answered, 4 recounted/,
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
