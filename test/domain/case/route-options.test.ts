import { expect, test } from 'vitest';
import { rankByEligibility } from '#src/domain/case/route-options.ts';
import type { ConsideredService } from '#src/domain/decision.ts';
import { area, service } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';

const considered = (id: string, eligible: boolean, ...because: string[]): ConsideredService => ({
  service: serviceId(id),
  eligible,
  because,
});

test('services come in the order in which they would do: leads, alongside, then the fewest reasons against', () => {
  const services = [
    service('far', 90, {}),
    service('near', 10, {}),
    service('alongside', 99, {}, { meets: [] }),
    service('general', 1, {}),
    service('special', 50, {}),
    service('unknown', 50, {}),
  ];
  const ranked = rankByEligibility(
    [
      considered('far', false, 'sex-not-covered', 'age-above-maximum'),
      considered('near', false, 'sex-not-covered'),
      considered('alongside', true, 'open-to-everyone'),
      considered('general', true, 'open-to-everyone'),
      considered('special', true, 'offence-covered'),
    ],
    area({ services }),
  );
  expect(ranked.map(({ service: { id } }) => id)).toEqual(['special', 'general', 'alongside', 'near', 'far']);
});

test('the order of the catalogue never decides', () => {
  const ids = ['a', 'b', 'c'];
  const all = ids.map((id) => considered(id, false, 'sex-not-covered'));
  const services = ids.map((id, index) => service(id, index, {}));
  const order = (of: typeof services) =>
    rankByEligibility(all, area({ services: of })).map(({ service: { id } }) => id);
  expect(order(services)).toEqual(['c', 'b', 'a']);
  expect(order(services.toReversed())).toEqual(['c', 'b', 'a']);
});
