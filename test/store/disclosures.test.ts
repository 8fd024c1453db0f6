import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, ScanCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { readDisclosures, writeDailyDisclosures, writeDisclosure } from '#src/store/disclosures.ts';
import type { NewDisclosure } from '#src/usecases/ports/disclosures.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { createMemoryWorld } from '#test/simulation/memory/world.ts';
import { partyId, referralId } from '#test/support/ids.ts';

const id = referralId('abcdefghijklmnopqrstuvwxyz');
const otherId = referralId('bcdefghijklmnopqrstuvwxyza');
const service = partyId('general');
const shown: NewDisclosure = {
  referral: id,
  number: 3,
  by: service,
  at: '2026-11-19T09:00:00.000Z',
  fields: ['contact', 'victim.familyName'],
  workOf: undefined,
  test: undefined,
};

function emptyLog() {
  const { dynamo } = createMemoryWorld(new Date(shown.at));
  const sent: object[] = [];
  const client = documentClientOf(async (command) => {
    sent.push(command);
    return dynamo.execute(command);
  });
  const put = (Item: object) => dynamo.execute(new PutCommand({ TableName: 'work', Item: { id, ...Item } }));
  return { client, dynamo, sent, put };
}

describe('the disclosure log', () => {
  test('says who was shown which fields of which hand-off, when, and why, oldest first', async () => {
    const { client } = emptyLog();
    const later: NewDisclosure = { ...shown, at: '2026-11-19T10:00:00.000Z', reasonRequired: 'closed', why: 'sealed' };
    await writeDisclosure(client, 'work', later);
    await writeDisclosure(client, 'work', shown);
    expect(await readDisclosures(client, 'work', id)).toEqual([shown, later]);
  });

  test('has each of two readings in the same millisecond', async () => {
    const { client } = emptyLog();
    await writeDisclosure(client, 'work', shown);
    await writeDisclosure(client, 'work', shown);
    expect(await readDisclosures(client, 'work', id)).toEqual([shown, shown]);
  });

  test('is of one referral, and of nothing else in its rows', async () => {
    const { client, put } = emptyLog();
    await writeDisclosure(client, 'work', { ...shown, referral: otherId });
    await put({ row: 'head' });
    await put({ row: 'e#2026-11-19T09:00:00.000Z#0001', evs: '[]' });
    expect(await readDisclosures(client, 'work', id)).toEqual([]);
  });

  test.each<[string, object]>([
    ['nobody', { by: '' }],
    ['no time', { at: undefined }],
    ['no list of fields', { fields: 'contact' }],
    ['an unknown requirement', { reasonRequired: 'curious' }],
    ['a reason that is no text', { why: 1 }],
  ])('is unreadable where a row says %s', async (_what, wrong) => {
    const { client, put } = emptyLog();
    const { by, at, fields } = shown;
    await put({ row: `d#${at}#3#abcdefgh`, by, at, fields, ...wrong });
    const error: unknown = await readDisclosures(client, 'work', id).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Unreadable);
    expect(error).toHaveProperty('message', expect.stringContaining('disclosure'));
  });
});

describe('what is entered once a day', () => {
  const hub = partyId('example-authority');
  const seen: NewDisclosure = { ...shown, number: 0, by: hub, agent: { user: 'ada' }, fields: ['referrer.phone'] };

  test('stands once for each person and London day, with the time at which they first saw it', async () => {
    const { client, sent } = emptyLog();
    const write = (...entries: NewDisclosure[]) => writeDailyDisclosures(client, 'work', entries);
    const later = { ...seen, at: '2026-11-19T17:00:00.000Z' };
    const other = { ...seen, at: '2026-11-19T18:00:00.000Z', agent: { user: 'ben' } };
    const nextDay = { ...seen, at: '2026-11-20T00:00:00.000Z' };
    await write(seen, { ...seen, referral: otherId });
    sent.length = 0;
    await write(later, { ...later, referral: otherId });
    expect(sent.map((command) => command.constructor)).not.toContain(PutCommand);
    await write(other);
    await write(nextDay);
    expect(await readDisclosures(client, 'work', id)).toEqual([seen, other, nextDay]);
    expect(await readDisclosures(client, 'work', otherId)).toEqual([{ ...seen, referral: otherId }]);
  });

  test('goes by itself after 100 days where it is of a test, and else stays', async () => {
    const { client } = emptyLog();
    await writeDailyDisclosures(client, 'work', [
      { ...seen, test: true },
      { ...seen, referral: otherId },
    ]);
    const { Items = [] } = await client.send(new ScanCommand({ TableName: 'work' }));
    const seconds = Date.parse(seen.at) / 1000 + 100 * 86_400;
    expect(new Map(Items.map((row) => [row['id'], row['ttl']]))).toEqual(
      new Map([
        [id, seconds],
        [otherId, undefined],
      ]),
    );
  });

  test('is in the order of its time among what is entered each time', async () => {
    const { client } = emptyLog();
    const before = { ...seen, fields: ['contact'], at: '2026-11-19T08:00:00.000Z' };
    await writeDailyDisclosures(client, 'work', [seen]);
    await writeDisclosure(client, 'work', before);
    expect(await readDisclosures(client, 'work', id)).toEqual([before, seen]);
  });

  test('is written ten at a time, so that a page of fifty is not throttled', async () => {
    const { dynamo } = emptyLog();
    const entries = Array.from({ length: 50 }, (_, index) => ({
      ...seen,
      referral: referralId(
        `abcdefghijklmnopqrstuvwx${String.fromCharCode(97 + (index % 25))}${index < 25 ? 'a' : 'b'}`,
      ),
    }));
    let [atOnce, most] = [0, 0];
    const watched = documentClientOf(async (command) => {
      if (!(command instanceof PutCommand)) return dynamo.execute(command);
      atOnce += 1;
      most = Math.max(most, atOnce);
      await Promise.resolve();
      atOnce -= 1;
      return dynamo.execute(command);
    });
    await writeDailyDisclosures(watched, 'work', entries);
    const { Items = [] } = await watched.send(new ScanCommand({ TableName: 'work' }));
    expect([Items.length, most]).toEqual([50, 10]);
  });

  test('stands once where two windows of one person are opened together', async () => {
    const { client } = emptyLog();
    await Promise.all([1, 2].map(() => writeDailyDisclosures(client, 'work', [seen])));
    expect(await readDisclosures(client, 'work', id)).toEqual([seen]);
  });
});

describe('a reason', () => {
  const withReason: NewDisclosure = { ...shown, why: 'sealed' };

  test('is written in a transaction with the condition on the head; without one the entry is one write', async () => {
    const { client, sent } = emptyLog();
    await writeDisclosure(client, 'work', shown);
    await writeDisclosure(client, 'work', withReason);
    expect(sent.map((command) => command.constructor)).toEqual([PutCommand, TransactWriteCommand]);
  });

  test.each(['era', 'gone'])('is left out where the head says that an erasure began or is over: %s', async (mark) => {
    const { client, put } = emptyLog();
    await put({ row: 'head', [mark]: shown.at });
    await writeDisclosure(client, 'work', withReason);
    expect(await readDisclosures(client, 'work', id)).toEqual([shown]);
  });

  test('is tried again after a wait while the case is written, and stands', async () => {
    const { client, dynamo } = emptyLog();
    const waits: number[] = [];
    const reasons = [{ Code: 'None' }, { Code: 'TransactionConflict' }];
    const conflict = new TransactionCanceledException({
      message: 'cancelled',
      $metadata: {},
      CancellationReasons: reasons,
    });
    let calls = 0;
    const busy = documentClientOf(async (command) => {
      calls += 1;
      if (calls === 1) throw conflict;
      return dynamo.execute(command);
    });
    await writeDisclosure(busy, 'work', withReason, async (ms) => void waits.push(ms));
    expect([calls, waits]).toEqual([2, [10]]);
    expect(await readDisclosures(client, 'work', id)).toEqual([withReason]);
  });
});
