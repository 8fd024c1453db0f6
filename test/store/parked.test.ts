import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { parkedVersionStore } from '#src/store/parked.ts';
import type { ParkedVersion } from '#src/usecases/ports/parked.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { createMemoryWorld } from '#test/simulation/memory/world.ts';
import { referralId } from '#test/support/ids.ts';

const version: ParkedVersion = {
  id: referralId('abcdefghijklmnopqrstuvwxyz'),
  version: 1,
  reason: 'no-queue-for-service',
  at: '2026-11-19T09:00:00.000Z',
};
const { id } = version;
const asked = '2026-11-19T10:00:00.000Z';
const later = { ...version, reason: 'dispatch-failed', at: '2026-11-19T11:00:00.000Z' } as const;

function emptyStore() {
  const { dynamo } = createMemoryWorld(new Date(version.at));
  const client = documentClientOf(async (command) => dynamo.execute(command));
  return { store: parkedVersionStore(client, 'work'), dynamo, client };
}

async function requests(store: ReturnType<typeof parkedVersionStore>) {
  const found = [];
  for await (const one of store.findRetryRequests()) found.push(one);
  return found;
}

describe('a parked version', () => {
  test('is parked once, and whoever parks it again hears so', async () => {
    const { store } = emptyStore();
    expect(await store.isParked(id, 1)).toBe(false);
    expect(await store.park(version)).toBe('parked');
    expect(await store.park(later)).toBe('already-parked');
    expect(await store.isParked(id, 1)).toBe(true);
    expect(await store.isParked(id, 2)).toBe(false);
    expect(await store.findParked(id)).toEqual([version]);
  });

  test('that is parked again after a retry has the reason and time of then', async () => {
    const { store } = emptyStore();
    await store.park(version);
    await store.requestRetry(version, asked);
    expect(await requests(store)).toEqual([{ ...version, requestedAt: asked }]);
    await store.parkAgain(later, asked);
    expect(await store.findParked(id)).toEqual([later]);
    expect(await requests(store)).toEqual([]);
  });

  test('is retried by the last request alone', async () => {
    const { store } = emptyStore();
    await store.park(version);
    await store.requestRetry(version, asked);
    await store.requestRetry(version, later.at);
    await store.settle({ ...version, requestedAt: asked }, later.at);
    await store.parkAgain(later, asked);
    expect(await requests(store)).toEqual([{ ...version, requestedAt: later.at }]);
  });

  test('that is settled is retried no more', async () => {
    const { store } = emptyStore();
    await store.park(version);
    expect(await store.requestRetry(version, asked)).toBe('asked');
    await store.settle({ ...version, requestedAt: asked }, later.at);
    expect(await store.requestRetry(version, later.at)).toBe('settled-before');
    expect(await requests(store)).toEqual([]);
  });
});

describe('the row of a test that was parked', () => {
  const ttl = 1_803_700_000;
  const rowTtl = async (client: ReturnType<typeof emptyStore>['client']) =>
    (await client.send(new GetCommand({ TableName: 'work', Key: { id, row: 'p#1' } }))).Item?.['ttl'];
  const recordCase = (client: ReturnType<typeof emptyStore>['client'], over: object) =>
    client.send(new PutCommand({ TableName: 'work', Item: { id, row: 'head', ...over } }));

  test('goes when its case does; that of any other case stays', async () => {
    for (const over of [{ ttl }, {}]) {
      const { store, client } = emptyStore();
      await recordCase(client, over);
      await store.park(version);
      expect(await rowTtl(client)).toBe('ttl' in over ? ttl : undefined);
    }
  });

  test.each<[string, (store: ReturnType<typeof parkedVersionStore>) => Promise<unknown>]>([
    ['settled', (store) => store.settle({ ...version, requestedAt: asked }, later.at)],
    ['parked again', (store) => store.parkAgain(later, asked)],
  ])('goes with it too where the case was recorded only before it was %s', async (_what, act) => {
    const { store, client } = emptyStore();
    await store.park(version);
    await store.requestRetry(version, asked);
    await recordCase(client, { ttl });
    await act(store);
    expect(await rowTtl(client)).toBe(ttl);
  });

  test('goes with a case that was recorded a moment before, as a retry does it', async () => {
    const { store, client, dynamo } = emptyStore();
    await store.park(version);
    await store.requestRetry(version, asked);
    await recordCase(client, { ttl });
    const behind = documentClientOf(async (command) =>
      command instanceof GetCommand && !command.input.ConsistentRead ? {} : dynamo.execute(command),
    );
    await parkedVersionStore(behind, 'work').settle({ ...version, requestedAt: asked }, later.at);
    expect(await rowTtl(client)).toBe(ttl);
  });
});

test.each<[string, (store: ReturnType<typeof parkedVersionStore>) => Promise<unknown>]>([
  ['was settled', (store) => store.settle({ ...version, requestedAt: asked }, later.at)],
  ['was parked again', (store) => store.parkAgain(later, asked)],
])('a row of the index that is behind is passed over: the version %s', async (_what, act) => {
  const { store, dynamo } = emptyStore();
  await store.park(version);
  await store.requestRetry(version, asked);
  const gone = { id: referralId('bcdefghijklmnopqrstuvwxyza'), row: 'p#1' };
  const behind = documentClientOf(async (command) =>
    command instanceof QueryCommand && command.input.IndexName === 'byAgenda'
      ? {
          Items: [
            { id, row: 'p#1', due: asked },
            { ...gone, due: asked },
          ],
        }
      : dynamo.execute(command),
  );
  const fromBehind = parkedVersionStore(behind, 'work');
  expect(await requests(fromBehind)).toHaveLength(1);
  await act(store);
  expect(await requests(fromBehind)).toEqual([]);
});
