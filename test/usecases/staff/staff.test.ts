import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import { onBehalfOfPlace } from '#src/usecases/ports/seals.ts';
import { sealText } from '#src/usecases/sealed-text.ts';
import { nameAgents, recordSignIn } from '#src/usecases/staff/staff.ts';
import { partyId, referralId } from '#test/support/ids.ts';
import { setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const id = referralId('abcdefghijklmnopqrstuvwxyz');
const at = '2026-11-19T09:00:00.000Z';
const police = partyId('example-police');
const general = partyId('general');

const signIn = (party: typeof police, user: string, name?: string, email?: string) =>
  recordSignIn(
    system.deps,
    { party, user, session: `session of ${user}`, seenAt: at },
    { subject: `issuer ${user}`, party, ...(name !== undefined && { name }), ...(email !== undefined && { email }) },
  );

describe('the names beside entries', () => {
  const entry = (by: HistoryEvent['by'], agent?: HistoryEvent['agent']) => ({ by, ...(agent && { agent }) });
  const entries = () => [
    entry(police, { client: 'c', onBehalfOf: sealText(system.deps.keys, onBehalfOfPlace(id), 'PC 4411') }),
    entry(general, { user: 'u1' }),
    entry(general, { user: 'u2' }),
    entry(general, { user: 'stranger' }),
    entry(police, { user: 'u1' }),
    entry('system'),
    entry(general),
  ];
  const namesFor = async (reader: Parameters<typeof nameAgents>[1]) => {
    await signIn(general, 'u1', 'Ada Example', 'ada@example.org');
    await signIn(general, 'u2', undefined, 'bo@example.org');
    return (await nameAgents(system.deps, reader, id, entries())).map(({ agentName }) => agentName);
  };

  test('are told to the authority, by their address where the issuer gave no name', async () => {
    const names = await namesFor(partyId('example-authority'));
    expect(names).toEqual(['PC 4411', 'Ada Example', 'bo@example.org', ...Array(4).fill(undefined)]);
  });

  test('are told to a service of its own people alone', async () => {
    const names = await namesFor(general);
    expect(names).toEqual([undefined, 'Ada Example', 'bo@example.org', ...Array(4).fill(undefined)]);
  });

  test('are those that the issuer gave last, and stand nowhere in the clear', async () => {
    await signIn(general, 'u1', 'Ada Former');
    await signIn(general, 'u1', 'Ada Example');
    const [named] = await nameAgents(system.deps, general, id, [entry(general, { user: 'u1' })]);
    expect(named?.agentName).toBe('Ada Example');
    const stored = await system.deps.staff.list(general);
    expect(stored).toMatchObject([{ user: 'u1', seenAt: at }]);
    expect(Buffer.concat(stored.map(({ sealed }) => sealed)).toString('latin1')).not.toContain('Ada');
  });
});
