/** A cursor that was not made here, on every list of the API. */
import { beforeAll, describe, expect, test } from 'vitest';
import { queries } from '#src/contracts/requests.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { referrerApp } from '#src/http/referrer.ts';
import { triageApp } from '#src/http/triage.ts';
import { readSignedPage } from '#src/usecases/cursors.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
beforeAll(async () => {
  system = await makeTestSystem(tables);
});

const lists = {
  listReferrals: {
    path: '/v1/referrals',
    app: referrerApp,
    party: police.id,
    scope: 'referrals/submit',
    name: `referrals|${police.id}`,
  },
  listChanges: {
    path: '/v1/changes',
    app: referrerApp,
    party: police.id,
    scope: 'referrals/submit',
    name: `changes|sender|${police.id}`,
  },
  listHandOffs: {
    path: '/v1/hand-offs',
    app: handOffsApp,
    party: 'general',
    scope: 'referrals/hand-offs',
    name: 'hand-offs|general',
  },
  listTriage: {
    path: '/v1/triage',
    app: triageApp,
    party: 'example-authority',
    scope: 'referrals/triage',
    name: 'triage',
  },
} as const;
type List = keyof typeof lists;

async function get(list: List, cursor: string) {
  const { path, app, party, scope } = lists[list];
  const deps = { ...system.deps, register: buildPartyRegister(area().parties, {}) };
  const answer = await sendRequest(app(deps), `${path}?${new URLSearchParams({ cursor })}`, {
    claims: { party, scope },
  });
  return { status: answer.status, body: await answer.json() };
}
async function cursorOf(list: List, place: string): Promise<string> {
  const page = await readSignedPage(system.deps.keys, lists[list].name, undefined, async () => ({ cursor: place }));
  return page.cursor;
}
const place = Buffer.from('2026-11-19T09:00:00.000Z#abcdefghijklmnopqrstuvwxyz').toString('base64url');

test('every query with a cursor is tried here', () => {
  const withCursor = Object.entries(queries).flatMap(([name, { shape }]) => ('cursor' in shape ? [name] : []));
  expect(Object.keys(lists).sort()).toEqual(withCursor.sort());
});

describe.each(Object.keys(lists) as List[])('%s', (list) => {
  test('goes on from its own cursor', async () => {
    expect(await get(list, await cursorOf(list, place))).toMatchObject({ status: 200, body: { items: [] } });
  });

  const refused = {
    status: 400,
    body: { code: 'malformed-query', errors: [{ pointer: 'cursor', code: 'invalid-value' }] },
  };
  test.each(['abc', place, '%', ''])('refuses %j', async (cursor) => {
    expect(await get(list, cursor)).toMatchObject(refused);
  });

  test('refuses the cursors of other lists', async () => {
    for (const other of Object.keys(lists) as List[]) {
      if (other !== list) expect(await get(list, await cursorOf(other, place))).toMatchObject(refused);
    }
  });
});
