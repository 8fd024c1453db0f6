import { expect, test } from 'vitest';
import { createKeys } from '#src/platform/keys.ts';
import { readSignedPage } from '#src/usecases/cursors.ts';
import { WrongCursor } from '#src/usecases/ports/lists.ts';
import { testSecret } from '#test/support/test-secret.ts';

const keys = createKeys(testSecret, 'EX');
const places: (string | undefined)[] = [];
const read = (list: string, cursor?: string, next?: string) =>
  readSignedPage(keys, list, cursor, async (place) => {
    places.push(place);
    return { rows: [], ...(next === undefined ? {} : { cursor: next }) };
  });

test('a list goes on from the place that its page before gave', async () => {
  const { cursor } = await read('triage', undefined, 'cGxhY2U');
  expect(cursor).toMatch(/^[A-Za-z0-9_-]{29}$/);
  expect(await read('triage', cursor)).toEqual({ rows: [] });
  expect(places).toEqual([undefined, 'cGxhY2U']);
});

test('a cursor of another list, or a made up or changed one, is refused before anything is read', async () => {
  const { cursor = '' } = await read('triage', undefined, 'cGxhY2U');
  places.length = 0;
  for (const wrong of [
    '',
    'x',
    'cGxhY2U',
    `${cursor}A`,
    cursor.slice(0, -1),
    `A${cursor.slice(1)}`,
    cursor.slice(0, 22),
  ]) {
    await expect(read('triage', wrong), wrong).rejects.toThrow(WrongCursor);
  }
  await expect(read('referrals|police', cursor)).rejects.toThrow(WrongCursor);
  expect(places).toEqual([]);
});
