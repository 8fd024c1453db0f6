/** Which services a correction calls in. */
import { describe, expect, test } from 'vitest';
import type { Area, Service } from '#src/domain/area.ts';
import { addHandOffs, eligibleServices, reserveOf } from '#src/domain/case/correction/corrected-services.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import type { Need } from '#src/domain/vocabulary.ts';
import { area, service } from '#test/support/area-fixture.ts';
import { caseWith, judgedVersion, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

/** Two services that can lead, two that work beside them for housing, and one for health. */
const alongside = (...needs: Need[]): Partial<Service> => ({ meets: [], alongside: { needs } });
const services = [
  service('first-lead', 50, {}),
  service('second-lead', 10, {}),
  service('housing', 5, {}, alongside('housing')),
  service('other-housing', 4, {}, alongside('housing')),
  service('health', 3, {}, alongside('health')),
];
const ids = services.map(({ id }) => id);

type Row = [service: string, part: HandOff['part'], status: HandOffStatus];
const caseOf = (...rows: Row[]): ReferralCase => {
  const { head, handOffs } = caseWith(...rows.map(([, , status]) => status));
  return {
    head,
    handOffs: handOffs.map((one, index): HandOff => {
      const [id = '', part = 'lead'] = rows[index] ?? [];
      return { ...one, service: serviceId(id), part };
    }),
  };
};
const decisionOf = (over: Partial<Decision> = {}): Decision =>
  judgedVersion({
    chosen: [],
    reserve: [],
    considered: ids.map((id) => ({ service: id, eligible: true, because: [] })),
    ...over,
  }).decision;

interface Corrected {
  decision?: Partial<Decision>;
  needs?: Need[];
  newNeeds?: Need[];
  /** After the correction, where it withdrew or moved some. */
  all?: readonly HandOff[];
  of?: Area;
}
const added = (
  before: ReferralCase,
  { decision = {}, newNeeds = [], needs = newNeeds, all = before.handOffs, of = area({ services }) }: Corrected,
) =>
  addHandOffs(
    before,
    all,
    {
      decision: decisionOf(decision),
      differences: {
        changed: new Map(),
        reachable: new Set(),
        newNeeds,
        needs,
        hasChannelTurnedUnsafe: false,
        hasSuspectStatusChanged: false,
      },
    },
    ruleContextAt(1, of),
  ).map((one) => [one.service, one.part, one.attempt, one.number]);

describe('the next lead', () => {
  test('comes where the last was withdrawn, and can lead', () => {
    const lost = caseOf(['first-lead', 'lead', 'declined'], ['gone', 'lead', 'withdrawn']);
    const [, second] = ids;
    expect(added(lost, {})).toEqual([['second-lead', 'lead', 2, 3]]);
    // An earlier one comes back where a correction took the case from it.
    expect(added(caseOf(['first-lead', 'lead', 'withdrawn']), {})).toEqual([['first-lead', 'lead', 2, 2]]);
    const reserve = second ? [second] : [];
    expect(added(caseOf(['gone', 'lead', 'withdrawn']), { decision: { reserve } })[0]?.[0]).toBe('second-lead');
  });

  test('is the one that was chosen, before those in reserve and any other', () => {
    const lost = caseOf(['gone', 'lead', 'withdrawn']);
    const [first, second] = ids;
    const chosen = [
      { service: second, name: 'A service', respondBy: '', because: [], part: 'lead' },
    ] as Decision['chosen'];
    expect(added(lost, { decision: { chosen, reserve: first ? [first] : [] } })[0]?.[0]).toBe('second-lead');
  });

  test('is nobody where the last still has the case, or ended it by itself', () => {
    for (const status of ['accepted', 'closed', 'declined', 'expired'] as const) {
      expect(added(caseOf(['gone', 'lead', 'withdrawn'], ['first-lead', 'lead', status]), {})).toEqual([]);
    }
    expect(added(caseOf(['housing', 'alongside', 'withdrawn']), {})).toEqual([]);
  });

  test('is decided by the last hand-off, in whatever order the rows come', () => {
    const lost = caseOf(['first-lead', 'lead', 'accepted'], ['gone', 'lead', 'withdrawn']);
    expect(added(lost, { all: lost.handOffs.toReversed() })).toEqual([['second-lead', 'lead', 2, 3]]);
    const kept = caseOf(['gone', 'lead', 'withdrawn'], ['first-lead', 'lead', 'accepted']);
    expect(added(kept, { all: kept.handOffs.toReversed() })).toEqual([]);
  });

  test('is nobody who works alongside only, or takes no cases now', () => {
    const lost = caseOf(['gone', 'lead', 'withdrawn']);
    const beside = services.filter(({ meets }) => meets.length === 0).map(({ id }) => id);
    const decision = { considered: beside.map((id) => ({ service: id, eligible: true, because: [] })) };
    expect(added(lost, { decision })).toEqual([]);
    const paused = services.map((one) => ({ ...one, availability: one.id === ids[0] ? 'paused' : 'open' }) as Service);
    expect(added(lost, { of: area({ services: paused }) })).toEqual([['second-lead', 'lead', 2, 2]]);
  });

  test('is nobody while no way to the person is safe', () => {
    const lost = caseOf(['gone', 'lead', 'withdrawn']);
    expect(added(lost, { decision: { outcome: 'held' }, newNeeds: ['housing'] })).toEqual([]);
  });
});

describe('a service alongside', () => {
  const lead: Row = ['first-lead', 'lead', 'accepted'];

  test('comes for a need that is new, one for each', () => {
    expect(added(caseOf(lead), { newNeeds: ['housing', 'health'] })).toEqual([
      ['housing', 'alongside', 1, 2],
      ['health', 'alongside', 1, 3],
    ]);
  });

  test('does not come for a need that was named before, whoever met it or did not', () => {
    for (const before of [caseOf(lead), caseOf(lead, ['housing', 'alongside', 'closed'])])
      expect(added(before, { needs: ['housing', 'health'] })).toEqual([]);
  });

  test('comes again for a need whose service was withdrawn, or another in its place', () => {
    const lost = caseOf(lead, ['housing', 'alongside', 'withdrawn']);
    expect(added(lost, { needs: ['housing'] })).toEqual([['housing', 'alongside', 1, 3]]);
    const others = ids.filter((id) => id !== 'housing').map((id) => ({ service: id, eligible: true, because: [] }));
    expect(added(lost, { needs: ['housing'], decision: { considered: others } })).toEqual([
      ['other-housing', 'alongside', 1, 3],
    ]);
    expect(added(lost, { needs: ['health'] })).toEqual([]);
  });

  test('does not come for a need that a service with the case meets, lead or alongside', () => {
    expect(added(caseOf(lead, ['housing', 'alongside', 'queued']), { newNeeds: ['housing'] })).toEqual([]);
    const meets: Service['meets'] = ['emotional-support', 'housing'];
    const able = services.map((one) => (one.id === ids[0] ? { ...one, meets } : one));
    expect(added(caseOf(lead), { newNeeds: ['housing'], of: area({ services: able }) })).toEqual([]);
    // A lead that comes with this correction meets it too.
    const lost = caseOf(['gone', 'lead', 'withdrawn']);
    expect(added(lost, { newNeeds: ['housing'], of: area({ services: able }) })).toEqual([
      ['first-lead', 'lead', 2, 2],
    ]);
  });

  test('comes though another that met the need is over', () => {
    const over = caseOf(lead, ['housing', 'alongside', 'closed']);
    expect(added(over, { newNeeds: ['housing'] })).toEqual([['other-housing', 'alongside', 1, 3]]);
  });

  test('is none that the case was with before, or that the new version is not for', () => {
    const declined = caseOf(lead, ['housing', 'alongside', 'declined'], ['other-housing', 'alongside', 'expired']);
    expect(added(declined, { newNeeds: ['housing'] })).toEqual([]);
    expect(added(caseOf(lead), { newNeeds: ['housing'], decision: { considered: [] } })).toEqual([]);
  });
});

test('eligible are those that were chosen, and those considered that could have been', () => {
  const [first, second, third] = ids;
  const decision = decisionOf({
    chosen: [{ service: first, name: 'A service', respondBy: '', because: [], part: 'lead' }] as Decision['chosen'],
    considered: [
      { service: second, eligible: true, because: [] },
      { service: third, eligible: false, because: [] },
    ] as Decision['considered'],
  });
  expect([...eligibleServices(decision)]).toEqual([first, second]);
});

test('the reserve is the leads not yet tried, the chosen before the others, and nobody who works alongside', () => {
  const chosen = [
    ['first-lead', 'lead'],
    ['housing', 'alongside'],
  ].map(([id, part]) => ({ service: id, name: 'A service', respondBy: '', because: [], part }));
  const decision = decisionOf({
    chosen: chosen as unknown as Decision['chosen'],
    reserve: ['second-lead', 'third-lead'].map(serviceId),
  });
  const before = caseOf(['gone', 'lead', 'accepted']);
  expect(reserveOf(decision, before, [])).toEqual(['first-lead', 'second-lead', 'third-lead']);
  const [one] = caseOf(['second-lead', 'lead', 'queued']).handOffs;
  expect(reserveOf(decision, before, one ? [one] : [])).toEqual(['first-lead', 'third-lead']);
  expect(reserveOf(decision, caseOf(['first-lead', 'lead', 'declined']), [])).toEqual(['second-lead', 'third-lead']);
});
