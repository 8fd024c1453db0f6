import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Area } from '#src/domain/area.ts';
import { type PastReferral, replay } from '#src/domain/catalogue/replay.ts';
import { type RoutingFacts, routeByFacts } from '#src/domain/routing/route.ts';
import { anyFacts, anyServices, areaWith, facts } from '#test/domain/support/routing-cases.ts';
import { service } from '#test/support/area-fixture.ts';

/** Referrals as the area would have routed them. */
const routeByPrevious = (referrals: readonly { referral: string; facts: RoutingFacts }[], area: Area): PastReferral[] =>
  referrals.map(({ referral, facts }) => ({
    referral,
    facts,
    chosen: routeByFacts(facts, area).eligible.map(({ service }) => service.id),
  }));

const general = service('general', 0, {}, { general: true });
const hate = service('hate', 40, { anyFlag: ['hateCrime'] });
const before = areaWith([general, hate]);
const past = routeByPrevious(
  [
    { referral: 'GM-AAAA-AAAA', facts: facts() },
    { referral: 'GM-BBBB-BBBB', facts: facts({ flags: { hateCrime: 'yes' } }) },
  ],
  before,
);

describe('a changed catalogue', () => {
  test('that is the same moves no referral', () => {
    expect(replay(past, areaWith([general, hate]))).toEqual({ referrals: 2, moved: [], leftWithout: [], change: {} });
  });

  test('without a service shows where its referrals would go', () => {
    expect(replay(past, areaWith([general]))).toEqual({
      referrals: 2,
      moved: [
        {
          referral: 'GM-BBBB-BBBB',
          from: ['hate'],
          to: ['general'],
          lost: [{ service: 'hate', because: ['removed'] }],
          gained: [{ service: 'general', because: ['open-to-everyone', 'no-specialist-eligible'] }],
        },
      ],
      leftWithout: [],
      change: { general: 1, hate: -1 },
    });
  });

  test('with a narrower service says why it would no longer take them, and who would be left without one', () => {
    const narrower = service('general', 0, { ageNow: { from: 40, unknown: 'in' } }, { general: true });
    const report = replay(past, areaWith([narrower, hate]));
    expect(report.leftWithout).toEqual(['GM-AAAA-AAAA']);
    expect(report.moved[0]?.lost).toEqual([{ service: 'general', because: ['age-below-minimum'] }]);
    // The reason of each service is its own, wherever it stands in the catalogue.
    expect(replay(past, areaWith([hate, narrower])).moved[0]?.lost).toEqual(report.moved[0]?.lost);
  });

  test('says for each service how many more or fewer it would have, in the order of the alphabet', () => {
    const housed = { referral: 'GM-EEEE-EEEE', facts: facts({ needs: ['housing'] }), chosen: ['hate'] as never };
    const untold = {
      referral: 'GM-FFFF-FFFF',
      facts: facts({ flags: { hateCrime: 'yes' } }),
      chosen: ['moved-away'] as never,
    };
    const report = replay(
      [untold, housed, { ...untold, chosen: ['zeal'] as never }, { ...housed, chosen: [] }],
      before,
    );
    // One referral comes to the service for hate crime as another leaves it, and one more comes.
    expect(Object.entries(report.change)).toEqual([
      ['general', 2],
      ['hate', 1],
      ['moved-away', -1],
      ['zeal', -1],
    ]);
    const swapped = replay([untold, housed], before);
    expect(Object.entries(swapped.change)).toEqual([
      ['general', 1],
      ['moved-away', -1],
    ]);
  });

  test('with a contract that starts later is also replayed on its first day', () => {
    const next = areaWith([general, hate, service('new', 60, {}, { contract: { from: '2027-04-01' } })]);
    expect(replay(past, next).moved).toEqual([]);
    expect(replay(past, next, '2027-04-01').change).toEqual({ general: -1, hate: -1, new: 2 });
  });

  test('that puts another service first moves a referral, though it loses and gains none', () => {
    const housing = (specialism: number) => service('housing', specialism, {}, { alongside: { needs: ['housing'] } });
    const facing = [{ referral: 'GM-CCCC-CCCC', facts: facts({ needs: ['housing'] }) }];
    const [was] = routeByPrevious(facing, areaWith([general, housing(0)]));
    if (!was) throw new Error('nothing was routed');
    const turned: PastReferral = { ...was, chosen: [...was.chosen].reverse() };
    expect(turned.chosen).toHaveLength(2);
    expect(replay([turned], areaWith([general, housing(0)]))).toEqual({
      referrals: 1,
      moved: [{ referral: 'GM-CCCC-CCCC', from: turned.chosen, to: was.chosen, lost: [], gained: [] }],
      leftWithout: [],
      change: {},
    });
  });

  test('with one more service beside those of before moves who is given it', () => {
    const advice = service('advice', 0, {}, { meets: [], alongside: { needs: ['housing'] } });
    const [was] = routeByPrevious([{ referral: 'GM-DDDD-DDDD', facts: facts({ needs: ['housing'] }) }], before);
    if (!was) throw new Error('nothing was routed');
    const report = replay([was], areaWith([general, hate, advice]));
    expect(report.moved.map(({ from, to }) => [from, to])).toEqual([[['general'], ['general', 'advice']]]);
    expect(report.change).toEqual({ advice: 1 });
    const back = replay([{ ...was, chosen: ['general', 'advice'] as never }], before);
    expect(back.moved.map(({ from, to }) => [from, to])).toEqual([[['general', 'advice'], ['general']]]);
    expect(back.change).toEqual({ advice: -1 });
  });

  test('any catalogue replayed on itself moves no referral', () => {
    fc.assert(
      fc.property(anyServices, fc.array(anyFacts, { maxLength: 10 }), (services, cases) => {
        const area = areaWith(services);
        const routed = routeByPrevious(
          cases.map((facts, index) => ({ referral: String(index), facts })),
          area,
        );
        expect(replay(routed, areaWith(structuredClone(services))).moved).toEqual([]);
      }),
    );
  });
});
