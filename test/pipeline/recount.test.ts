import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inParallel } from '#local/demo/parallel.ts';
import { asExpected, type Sent } from '#local/demo/send.ts';
import type { Worked } from '#local/demo/services.ts';
import { type Played, play } from '#local/demo/year.ts';
import { dimensions, measures } from '#src/domain/counting/model.ts';
import { evidenceOf } from '#test/support/audit/evidence.ts';
import { type RecountInput, readLines, recount } from './support/recount.ts';
import { type Run, startRun } from './support/run.ts';

const referrals = 400;
let folder: string;
let run: Run;
let played: Played;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-recount-'));
  run = await startRun();
  played = await play(run.client, { referrals, seed: 7, folder });
}, 240_000);
afterAll(async () => {
  await run.stop();
  rmSync(folder, { recursive: true, force: true });
});

const input = (): RecountInput => ({
  sent: readLines(path.join(folder, 'sent.ndjson')),
  worked: readLines(path.join(folder, 'worked.ndjson')),
});

describe('the demo’s referrals, counted again from its own file by plain addition', () => {
  test('each was answered as its maker expected, and its kinds are there in their proportions', () => {
    const sent = readLines<Sent>(path.join(folder, 'sent.ndjson'));
    expect(sent.filter((one) => !asExpected(one)).map(({ expected, answered }) => ({ expected, answered }))).toEqual(
      [],
    );
    expect(played.refused).toEqual([]);
    const count = (outcome: string) => sent.filter(({ expected }) => expected.outcome === outcome).length;
    expect(count('accepted') + count('held') + count('refused') + count('replayed')).toBe(sent.length);
    expect(sent.length).toBeGreaterThan(referrals);
    for (const outcome of ['accepted', 'held', 'refused', 'replayed']) expect(count(outcome)).toBeGreaterThan(3);
  });

  const compare = async (): Promise<string[]> => {
    const expected = recount(input());
    const { volumes } = await evidenceOf(run.client);
    const asked = measures.flatMap((measure) => dimensions.map((by) => ({ measure, by })));
    const differences = asked.map(async ({ measure, by }) => {
      const { rows } = await volumes({ measure, by, ...played.range, interval: 'all' });
      const told = new Map(rows.map((row) => [String(row[by]), row.count]));
      const wanted = expected.get(measure)?.get(by) ?? new Map<string, number>();
      return [...new Set([...told.keys(), ...wanted.keys()])]
        .map((value) => [value, told.get(value), wanted.get(value) ?? 0] as const)
        .filter(([, left, right]) => left !== right)
        .map(([value, left, right]) => `${measure} ${by} ${value}: told ${left}, recounted ${right}`);
    });
    return (await Promise.all(differences)).flat();
  };

  test('every measure by every dimension is what the recount says', async () => {
    expect(await compare()).toEqual([]);
  });

  test('and still is when every record of the stream has come twice and every message is worked again', async () => {
    const ids = [
      ...new Set(
        readLines<Sent>(path.join(folder, 'sent.ndjson')).flatMap(({ answered }) => answered.referralId ?? []),
      ),
    ];
    const Records = ids.map((id, at) => ({
      dynamodb: { SequenceNumber: String(at + 1), Keys: { id: { S: id }, v: { N: '1' } } },
    }));
    for (let at = 0; at < Records.length; at += 100) {
      const some = { Records: Records.slice(at, at + 100) };
      expect(await run.system.invoke('dispatch', some)).toMatchObject({ value: { batchItemFailures: [] } });
    }
    await inParallel(readLines<Worked>(path.join(folder, 'worked.ndjson')), 8, async ({ what, service, handOffId }) => {
      if (what !== 'handed-off') return;
      const detail = await run.client.call(service, 'GET', `/v1/hand-offs/${handOffId}`);
      const { status, confirmationCode } = detail.json as { status: string; confirmationCode: string };
      // What nobody had read is read now for the first time: that is no count.
      if (status === 'collected') return;
      const again = await run.client.call(service, 'POST', `/v1/hand-offs/${handOffId}/status`, {
        status: 'accepted',
        confirmationCode,
      });
      expect([200, 409]).toContain(again.status);
    });
    expect(await compare()).toEqual([]);
  });
});
