import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import { addNote, isShownTo } from '#src/domain/case/notes.ts';
import { applyChange, newCase, ruleContextAt } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const hub = partyId('example-authority');
const { now } = ruleContextAt(1);
const at = now.toISOString();

describe('a note', () => {
  test('of a service is an event of its hand-off, and a change of the case', () => {
    const referralCase = newCase();
    const [handOff] = referralCase.handOffs;
    const by = handOff?.service ?? hub;
    const outcome = addNote(referralCase, { by, note: 'sealed', handOff: 1 }, now);
    const { events } = 'change' in outcome ? outcome.change : { events: [] };
    expect(events).toEqual([{ at, event: 'noted', by, handOff: 1, service: by, note: 'sealed', counts: [] }]);
    const after = applyChange(referralCase, outcome);
    expect(after.head.rev).toBe(referralCase.head.rev + 1);
    expect(after.handOffs).toEqual(referralCase.handOffs);
  });

  test('of the hub is of no hand-off', () => {
    const outcome = addNote(newCase(), { by: hub, note: 'sealed' }, now);
    const { events } = 'change' in outcome ? outcome.change : { events: [] };
    expect(events).toEqual([{ at, event: 'noted', by: hub, note: 'sealed', counts: [] }]);
  });

  test.each(['erasureStartedAt', 'erasedAt'] as const)(
    'is refused from %s on, because nothing would erase it',
    (one) => {
      const referralCase = newCase();
      const erasing = { ...referralCase, head: { ...referralCase.head, [one]: at } };
      expect(addNote(erasing, { by: hub, note: 'sealed' }, now)).toEqual({
        refused: { status: 'routed', allowed: [] },
      });
    },
  );

  test('is shown to the party that wrote it alone', () => {
    const note: HistoryEvent = { at, event: 'noted', by: hub, counts: [] };
    expect(isShownTo(hub)(note)).toBe(true);
    expect(isShownTo(partyId('general'))(note)).toBe(false);
    expect(isShownTo(partyId('general'))({ ...note, event: 'reviewed' })).toBe(true);
  });
});
