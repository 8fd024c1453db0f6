import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '#src/domain/judge.ts';
import type { Sender } from '#src/domain/sender.ts';
import { testNameOf, testOutcomes } from '#src/domain/test-outcomes.ts';
import { areaWithTests, hospital, police, testPolice } from '#test/support/area-fixture.ts';
import { receivedAt, submission } from '#test/support/submissions.ts';

const area = areaWithTests();
const send = (sender: Sender, familyName: string) =>
  judge({ submission: submission({ victim: { familyName } }), sender, area, now: receivedAt });
const ordinary = (sender: Sender) => send(sender, 'Ordinary');
const all = testOutcomes.map((one) => [testNameOf(one), one] as const);
const isKnown = (name: string) => all.some(([known]) => known.toLowerCase() === name.trim().toLowerCase());

describe('the family name of a test', () => {
  test.each(all)('%s brings about what it says, in whatever capitals', (name, { kind, outcome }) => {
    const judged = send(testPolice, ` ${name.toUpperCase()} `);
    expect(judged).toEqual(send(testPolice, name));
    switch (kind) {
      case 'refused':
        expect(judged).toMatchObject({ refused: { code: outcome, faults: [{ pointer: '/victim/familyName' }] } });
        break;
      case 'held':
        expect(judged).toMatchObject({ decision: { outcome: 'held', heldReasons: [outcome], chosen: [] } });
        break;
      case 'hand-off':
        expect(judged).toMatchObject({ decision: { outcome: 'routed', testOutcome: outcome } });
        break;
      default:
        // The gateway of the local run answers before the rules.
        expect(judged).toEqual(ordinary(testPolice));
    }
  });

  test('does nothing where it is any other name', () => {
    const anyName = fc.string({ minLength: 1, maxLength: 30 }).filter((name) => !isKnown(name));
    for (const name of fc.sample(anyName, 200)) {
      expect(JSON.stringify(send(testPolice, name))).not.toContain('testOutcome');
    }
  });

  test('is unlike every other, and unlike a name that people have', () => {
    const names = all.map(([name]) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^test-[a-z0-9-]+$/);
  });
});

describe('for a sender that is no test party', () => {
  test.each(all)('%s is a name as any other', (name) => {
    for (const sender of [police, hospital]) expect(send(sender, name)).toEqual(ordinary(sender));
  });
});
