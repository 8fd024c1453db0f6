import { expect, test } from 'vitest';
import { type Change, followChanges } from '#client/library/follow-changes.ts';

const change = (number: number): Change => ({
  at: `2026-11-19T09:00:0${number}.000Z`,
  referralId: 'a',
  event: 'accepted',
  status: 'accepted',
});

/** An API that gives these pages in turn, and says where it was asked to go on. */
function apiOf(pages: { items: Change[]; more: boolean }[]) {
  const asked: (string | undefined)[] = [];
  return {
    asked,
    async changes(cursor?: string) {
      asked.push(cursor);
      const page = pages[asked.length - 1] ?? { items: [], more: false };
      return { ...page, cursor: `c${asked.length}` };
    },
  };
}

test('each event is passed on once, though readings overlap, and the cursor is saved after it', async () => {
  const order: string[] = [];
  const end = new AbortController();
  const api = apiOf([
    { items: [change(1), change(2)], more: true },
    { items: [change(3)], more: false },
    { items: [change(2), change(3), change(4)], more: false },
    { items: [change(4)], more: false },
  ]);
  await followChanges({
    api,
    everyS: 0,
    signal: end.signal,
    onChange: ({ at }) => void order.push(at.slice(17, 19)),
    saveCursor(cursor) {
      order.push(cursor);
      if (cursor === 'c4') end.abort();
    },
  });
  expect(order).toEqual(['01', '02', 'c1', '03', 'c2', '04', 'c3', 'c4']);
  expect(api.asked).toEqual([undefined, 'c1', 'c2', 'c3']);
});

test('once ends where there is no more', async () => {
  const api = apiOf([
    { items: [change(1)], more: true },
    { items: [change(2)], more: false },
  ]);
  const seen: string[] = [];
  await followChanges({
    api,
    cursor: 'kept',
    once: true,
    onChange: ({ at }) => void seen.push(at),
    saveCursor: () => undefined,
  });
  expect([seen.length, api.asked]).toEqual([2, ['kept', 'c1']]);
});

test('an event that cannot be dealt with ends it, and the cursor is not saved', async () => {
  const saved: string[] = [];
  const failing = followChanges({
    api: apiOf([{ items: [change(1)], more: false }]),
    onChange: () => {
      throw new RangeError('the store is full');
    },
    saveCursor: (cursor) => void saved.push(cursor),
  });
  await expect(failing).rejects.toThrow('the store is full');
  expect(saved).toEqual([]);
});
