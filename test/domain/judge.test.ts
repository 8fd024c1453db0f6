import { describe, expect, test } from 'vitest';
import { judge } from '#src/domain/judge.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { receivedAt, submission } from '#test/support/submissions.ts';

describe('an ordinary police referral', () => {
  test('is routed, with its deadlines', () => {
    const judgement = judge({ submission: submission(), sender: police, area: area(), now: receivedAt });
    expect(judgement).toMatchObject({
      decision: {
        rulesVersion: 'test-1',
        outcome: 'routed',
        heldReasons: [],
        referBy: '2026-11-20',
        withinCode: true,
        enhancedRights: [],
        priority: 'standard',
        chosen: [{ service: 'general', part: 'lead', respondBy: '2026-11-26T23:59:59.000Z' }],
        notes: [],
      },
    });
  });
});
