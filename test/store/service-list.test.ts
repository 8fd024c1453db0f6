import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { changeOf } from '#src/domain/case/change.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { handOffKey } from '#src/store/case-rows.ts';
import { caseStore } from '#src/store/cases.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { createMemoryWorld } from '#test/simulation/memory/world.ts';
import { judgedVersion, referralId, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const tables = { referrals: 'referrals', work: 'work', counters: 'counters' };
let dynamo: ReturnType<typeof createMemoryWorld>['dynamo'];
beforeEach(() => {
  dynamo = createMemoryWorld(receivedAt).dynamo;
});

/** The lists in which a hand-off is shown while the index still names it in every one of them. */
async function listsThatShow(state: Pick<HandOff, 'status' | 'isExpiryUnread'>): Promise<string[]> {
  const cases = caseStore(
    documentClientOf(async (command) => dynamo.execute(command)),
    tables,
  );
  const change = recordVersion(judgedVersion(), undefined, ruleContextAt(0));
  const [made] = change?.handOffs ?? [];
  if (!change || !made) throw new Error('a first version is always recorded, with its hand-off');
  const { service, number } = made.after;
  await cases.commit(change);
  await changeCase(cases, referralId, (one) => {
    const [before] = one.handOffs;
    if (!before) throw new Error('no hand-off');
    return { change: changeOf(one, { handOffs: [{ before, after: { ...before, ...state, rev: before.rev + 1 } }] }) };
  });
  const behind = caseStore(
    documentClientOf(async (command) =>
      command instanceof QueryCommand
        ? { Items: [{ id: referralId, row: handOffKey(number), pos: receivedAt.toISOString() }] }
        : dynamo.execute(command),
    ),
    tables,
  );
  const shown = {
    open: await behind.openHandOffs(service),
    over: (await behind.endedHandOffs(service, undefined)).rows,
    expired: (await behind.unreadExpiries(service)).rows,
  };
  return Object.entries(shown).flatMap(([list, rows]) => (rows.some((one) => one.number === number) ? [list] : []));
}

test.each([
  [{ status: 'collected' }, 'open'],
  [{ status: 'withdrawn' }, 'over'],
  [{ status: 'expired', isExpiryUnread: true }, 'expired'],
  [{ status: 'expired' }, 'over'],
] as const)('%o is shown in its own list alone, where the index is behind', async (state, list) => {
  expect(await listsThatShow(state)).toEqual([list]);
});

test.each([
  [50, false],
  [51, true],
])('with %i that expired unread, that there are more than a page of them is said: %s', async (count, hasMore) => {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: referralId,
    row: handOffKey(index + 1),
    pos: `over#${String(index).padStart(2, '0')}`,
  }));
  const client = documentClientOf(async (command) =>
    command instanceof QueryCommand ? { Items: rows } : dynamo.execute(command),
  );
  expect(await caseStore(client, tables).unreadExpiries(serviceId('general'))).toEqual({ rows: [], hasMore });
});
