import { expect, test } from 'vitest';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { currentRouting } from '#src/domain/case/triage/current-routing.ts';
import type { Decision } from '#src/domain/decision.ts';
import { handOffStatuses } from '#src/domain/states.ts';
import { area } from '#test/support/area-fixture.ts';
import { judgedVersion, newCase, withHead } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const considered = [
  { service: serviceId('young-people'), eligible: false, because: ['age-above-maximum'] },
  { service: serviceId('general'), eligible: true, because: ['open-to-everyone', 'another-service-leads'] },
];
const { decision } = judgedVersion({ considered });
const [lead] = newCase().handOffs;
if (!lead) throw new Error('no hand-off');
const routing = (referralCase: ReferralCase, made: Decision = decision) =>
  currentRouting(made, referralCase, { area: area() });
const withHandOffs = (...handOffs: Partial<HandOff>[]): ReferralCase => ({
  ...newCase(),
  handOffs: handOffs.map((over, index) => ({ ...lead, number: index + 1, ...over })),
});

test('is as decided while the chosen services have the case, and before anything was done by it', () => {
  const { chosen } = decision;
  const name = area().services.find(({ id }) => id === 'domestic-abuse')?.name;
  expect(routing(newCase())).toEqual({ chosen: [{ ...chosen[0], name }], considered });
  expect(routing(withHead(withHandOffs(), { status: 'received' }))).toEqual({ chosen, considered });
});

const lostStatuses = ['declined', 'returned', 'expired', 'withdrawn'] as const;
test.each(handOffStatuses)('of a service whose hand-off is %s says whether it has the case', (status) => {
  const isLost = (lostStatuses as readonly string[]).includes(status);
  const { chosen, considered: rest } = routing(withHandOffs({ status }));
  expect(chosen.map(({ service }) => service)).toEqual(isLost ? [] : ['domestic-abuse']);
  expect(rest[0]).toEqual(
    isLost ? { service: 'domestic-abuse', eligible: true, because: ['flag-present'] } : considered[0],
  );
});

test('does not name a service that closed it before it was opened again', () => {
  const openedAt = '2026-11-22T09:00:00.000Z';
  const past = { status: 'closed', since: '2026-11-21T09:00:00.000Z' } as const;
  const now = { ...past, service: serviceId('general'), since: '2026-11-23T09:00:00.000Z' };
  const opened = withHead(withHandOffs(past, now), { openedAt });
  expect(routing(opened).chosen.map(({ service }) => service)).toEqual(['general']);
  expect(routing(withHandOffs(past, now)).chosen).toHaveLength(2);
});

test('names a service once that was given the case again, as its newest hand-off stands', () => {
  const closed = { status: 'closed', since: '2026-11-21T09:00:00.000Z' } as const;
  const names = (status: HandOff['status']) =>
    routing(withHandOffs(closed, { status })).chosen.map(({ service }) => service);
  expect(names('queued')).toEqual(['domestic-abuse']);
  expect(names('declined')).toEqual([]);
});

test('names the next service with its own deadline, and why it can take the case', () => {
  const respondBy = '2026-11-25T12:00:00.000Z';
  const next = { service: serviceId('general'), status: 'queued', respondBy } as const;
  const { chosen, considered: rest } = routing(withHandOffs({ status: 'declined' }, next));
  expect(chosen).toEqual([
    { service: 'general', name: expect.any(String), respondBy, because: ['open-to-everyone'], part: 'lead' },
  ]);
  expect(rest.map(({ service }) => service)).toEqual(['domestic-abuse', 'young-people']);
});

test('gives no reason for a service that the victim hub chose although it is not eligible', () => {
  const { chosen } = routing(withHandOffs({ service: serviceId('young-people'), status: 'accepted' }));
  expect(chosen).toEqual([expect.objectContaining({ service: 'young-people', because: [] })]);
});
