import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inParallel } from '#demo/parallel.ts';
import { type DemoResult, runDemo } from '#demo/run-demo.ts';
import { isAsExpected } from '#demo/send.ts';
import { type Row, rowsOf } from '#test/support/audit/evidence.ts';
import { compareVolumes, eachOnce, intervals } from './support/compare-volumes.ts';
import { type DemoFiles, readDemoFiles } from './support/demo-files.ts';
import { expectHandOffs } from './support/expected-hand-offs.ts';
import { recount } from './support/recount.ts';
import { type Run, startRun } from './support/run.ts';

const referrals = 240;
/** Over the end of summer time and of a month. */
const days = { from: '2026-10-12', to: '2026-11-08' };
/** Services that often do not answer, and support that ends during the test. */
const habits = { unansweredShare: 0.35, mishapShare: 1 / 4, supportDays: { min: 6, max: 12 } };
const followUps = { reopenedShare: 0.9, daysToFindAnother: { min: 1, max: 3 } };
const byKey = (rows: readonly Row[]) => new Map(rows.map((row) => [`${row['k']} ${row['d']}`, row]));

let folder: string;
let run: Run;
let played: DemoResult;
let files: DemoFiles;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-recount-'));
  run = await startRun({ now: `${days.from}T05:00:00Z` });
  played = await runDemo(run.client, {
    referrals,
    seed: 19,
    folder,
    days,
    behaviour: habits,
    followUpBehaviour: followUps,
  });
  files = readDemoFiles(folder);
}, 400_000);
afterAll(async () => {
  await run.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the demo’s referrals, recounted from its own files', () => {
  test('each was answered as expected, and every kind of referral is there in its proportion', () => {
    const { sent } = files;
    expect(sent.filter((one) => !isAsExpected(one)).map(({ expected, answered }) => ({ expected, answered }))).toEqual(
      [],
    );
    expect(played.refused).toEqual([]);
    const count = (outcome: string) => sent.filter(({ expected }) => expected.outcome === outcome).length;
    expect(count('accepted') + count('held') + count('refused') + count('replayed')).toBe(sent.length);
    expect(sent.length).toBeGreaterThan(referrals);
    for (const outcome of ['accepted', 'held', 'refused', 'replayed']) expect(count(outcome)).toBeGreaterThan(3);
  });

  test('deadlines passed with and without a next service, and while a service alongside was at work', () => {
    const { handOffs: turns, held } = expectHandOffs(files);
    const openingOf = ({ referralId, turn }: { referralId: string; turn: number }) => `${referralId} ${turn}`;
    const byOpening = Map.groupBy(turns, openingOf);
    const heldAfter = new Set(held.map(openingOf));
    const expired = turns.filter(({ over }) => over?.how === 'expired');
    const leads = expired.filter(({ part }) => part === 'lead');
    const last = leads.filter((one) => byOpening.get(openingOf(one))?.findLast((it) => it.part === 'lead') === one);
    const outlived = last.filter(
      (one) =>
        heldAfter.has(openingOf(one)) &&
        byOpening.get(openingOf(one))?.some(({ over }) => over?.how === 'closed' && over.at > (one.over?.at ?? '')),
    );
    expect(leads.length - last.length, 'followed by another').toBeGreaterThan(3);
    expect(last.length, 'followed by none').toBeGreaterThan(3);
    expect(expired.length - leads.length, 'of a service beside the lead').toBeGreaterThan(0);
    expect(outlived.length, 'of a lead, before the service beside it closed').toBeGreaterThan(0);
    expect(files.worked.some(({ what }) => what === 'found-expired')).toBe(true);
  });

  test('calls went wrong; some referrals were mended and went on with the same service, others were not', () => {
    const { worked } = files;
    const did = (what: string) => new Set(worked.flatMap((one) => (one.what === what ? [one.handOffId] : [])));
    const [amended, contacted, closed] = [did('amended'), did('contacted'), did('closed')];
    const mended = [...did('suspended')].filter((id) => amended.has(id));
    const unmended = [...did('suspended')].filter((id) => !amended.has(id));
    expect(mended.filter((id) => contacted.has(id)).length, 'went on').toBeGreaterThan(3);
    expect(unmended.filter((id) => closed.has(id)).length, 'closed by the service').toBeGreaterThan(3);
    expect(unmended.filter((id) => contacted.has(id))).toEqual([]);
  });

  test('the hub returned and routed, senders corrected, took back and opened again', () => {
    for (const what of ['returned', 'corrected', 'withdrawn', 'reopened'] as const)
      expect(files.cases.filter((one) => one.what === what).length, what).toBeGreaterThan(2);
    expect(files.cases.some(({ what }) => what === 'routed')).toBe(true);
    const { handOffs } = expectHandOffs(files);
    const given = new Map(handOffs.map(({ referralId, service, day }) => [`${referralId} ${service} ${day}`, service]));
    const again = files.cases.filter(({ what }) => what === 'reopened');
    const lead = ({ referralId, chosen = [], day }: (typeof again)[number]) =>
      given.get(`${referralId} ${chosen[0]} ${day}`);
    expect(again.filter((one) => lead(one) !== undefined).length, 'given to a service again').toBeGreaterThan(2);
  });

  test('each message reached the right service and no other', () => {
    expect(recount(files).contradictions).toEqual([]);
  });

  test('every measure by every dimension agrees with the recount, month by month', async () => {
    const { cells, differences } = await compareVolumes(run.client, recount(files), played.range, 'month');
    expect(differences).toEqual([]);
    expect(cells).toBeGreaterThan(1500);
  });

  // How months are added up is the same for all: test/domain/volumes asks of each by itself.
  test('every measure, and every dimension, agrees with the recount over the whole range', async () => {
    const { cells, differences } = await compareVolumes(run.client, recount(files), played.range, 'all', eachOnce);
    expect(differences).toEqual([]);
    expect(cells).toBeGreaterThan(300);
  });

  test('no counter changes when every stream record is delivered twice and every message is handled again', async () => {
    const before = await rowsOf(run.client, 'counters');
    const ids = [...new Set(files.sent.flatMap(({ answered }) => answered.referralId ?? []))];
    const Records = ids.map((id, at) => ({
      dynamodb: { SequenceNumber: String(at + 1), Keys: { id: { S: id }, v: { N: '1' } } },
    }));
    for (let at = 0; at < Records.length; at += 100) {
      const some = { Records: Records.slice(at, at + 100) };
      expect(await run.system.invoke('dispatch', some)).toMatchObject({ value: { batchItemFailures: [] } });
    }
    await inParallel(files.worked, 8, async ({ what, service, handOffId }) => {
      if (what !== 'handed-off') return;
      const detail = await run.client.call(service, 'GET', `/v1/hand-offs/${handOffId}`);
      const { status, confirmationCode } = detail.json as { status: string; confirmationCode: string };
      // Hand-offs read now for the first time change no count.
      if (status === 'collected') return;
      const again = await run.client.call(service, 'POST', `/v1/hand-offs/${handOffId}/status`, {
        status: 'accepted',
        confirmationCode,
      });
      expect([200, 409]).toContain(again.status);
    });
    // A service that handles a message twice repeats its reports and gets the same responses.
    const twice = { ...files, worked: [...files.worked, ...files.worked] };
    expect(recount(twice).by(intervals.month)).toEqual(recount(files).by(intervals.month));
    // The volumes read nothing but these rows.
    expect(byKey(await rowsOf(run.client, 'counters'))).toEqual(byKey(before));
  });
});
