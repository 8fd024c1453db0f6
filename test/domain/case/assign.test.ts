import { describe, expect, test } from 'vitest';
import { assignHandOff } from '#src/domain/case/assign.ts';
import { concernsReader } from '#src/domain/case/lists/own-events.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { applyChange, newCase, ruleContextAt } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const { now } = ruleContextAt(1);
const at = now.toISOString();

function assigned(assignee: string | undefined, referralCase = newCase()) {
  const [{ service: by, assignee: seen }] = referralCase.handOffs as [HandOff];
  return { referralCase, by, outcome: assignHandOff(referralCase, { handOff: 1, by, assignee, seen }, now) };
}

describe('assigning a hand-off', () => {
  test('keeps who has it, as one change of the case with its event', () => {
    const { referralCase, by, outcome } = assigned('u1');
    const { events } = 'change' in outcome ? outcome.change : { events: [] };
    expect(events).toEqual([{ at, event: 'assigned', by, handOff: 1, service: by, assignee: 'u1', counts: [] }]);
    const after = applyChange(referralCase, outcome);
    const [before] = referralCase.handOffs;
    expect(after.head).toEqual({ ...referralCase.head, rev: referralCase.head.rev + 1 });
    expect(after.handOffs).toEqual([{ ...before, rev: (before?.rev ?? 0) + 1, assignee: 'u1' }]);
  });

  test('to nobody takes it from whoever had it', () => {
    const { referralCase, outcome } = assigned('u1');
    const taken = assigned(undefined, applyChange(referralCase, outcome)).outcome;
    expect('change' in taken && taken.change.handOffs[0]?.after).not.toHaveProperty('assignee');
    expect('change' in taken && taken.change.events[0]).not.toHaveProperty('assignee');
  });

  test('again to the same person, or to nobody when nobody has it, changes nothing', () => {
    const { referralCase, outcome } = assigned('u1');
    expect(assigned('u1', applyChange(referralCase, outcome)).outcome).toEqual({ already: true });
    expect(assigned(undefined).outcome).toEqual({ already: true });
  });

  test('is refused where another has it than was seen, unless it is the person named', () => {
    const { referralCase, by, outcome } = assigned('u1');
    const after = applyChange(referralCase, outcome);
    const assign = (assignee: string | undefined, seen: string | undefined) =>
      assignHandOff(after, { handOff: 1, by, assignee, seen }, now);
    expect(assign('u2', undefined)).toEqual({ refused: { assignee: 'u1' } });
    expect(assign(undefined, 'u2')).toEqual({ refused: { assignee: 'u1' } });
    expect(assign('u1', undefined)).toEqual({ already: true });
    expect(assign('u2', 'u1')).toHaveProperty('change');
  });

  test('is refused once the hand-off is over', () => {
    const referralCase = newCase();
    const handOffs = referralCase.handOffs.map((one) => ({ ...one, status: 'closed' as const }));
    expect(assigned('u1', { ...referralCase, handOffs }).outcome).toEqual({
      refused: { status: 'closed', allowed: [] },
    });
  });

  test('concerns neither the sender nor another service', () => {
    const { referralCase, by, outcome } = assigned('u1');
    const [event] = 'change' in outcome ? outcome.change.events : [];
    if (!event) throw new Error('no event');
    const { sender } = referralCase.head;
    const readers = [{ sender }, { sender: partyId(by) }, { service: serviceId('another') }, { service: by }];
    expect(readers.map((reader) => concernsReader(event, reader))).toEqual([false, false, false, true]);
  });
});
