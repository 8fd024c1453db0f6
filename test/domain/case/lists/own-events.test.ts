/** What happened in a party's own cases, as it may know it. */
import { describe, expect, test } from 'vitest';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import { concernsReader, ownEvents, type RecordedChange } from '#src/domain/case/lists/own-events.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { referralId } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const at = '2026-11-19T09:00:00.000Z';
const [lead, other] = [serviceId('general'), serviceId('young-people')];
const event = (what: HistoryEvent['event'], more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  at,
  event: what,
  by: 'system',
  counts: [],
  ...more,
});
const ofLead = { handOff: 1, service: lead };

describe('who may know of an event', () => {
  test.each<[string, HistoryEvent, boolean, boolean]>([
    ['what happened to the referral: its sender', event('received'), true, false],
    ['what a service did: its sender and the service', event('accepted', { ...ofLead, by: lead }), true, true],
    ['what another service did: its sender', event('accepted', { handOff: 2, service: other, by: other }), true, false],
    ['what the hub thought: nobody of both', event('possible-duplicate'), false, false],
    ['a service’s own note: the service', event('noted', { ...ofLead, by: lead }), false, true],
    ['somebody else’s note on its hand-off: not the service', event('noted', { ...ofLead, by: other }), false, false],
    ['of a service, but of no hand-off: not the service', event('held', { service: lead }), true, false],
  ])('%s', (_what, one, isSenders, isServices) => {
    expect(concernsReader(one, { sender: police.id })).toBe(isSenders);
    expect(concernsReader(one, { service: lead })).toBe(isServices);
  });
});

describe('the events of a change', () => {
  const change: RecordedChange = {
    referral: referralId,
    events: [
      event('declined', { ...ofLead, by: lead, reason: 'no-capacity', note: 'sealed' }),
      event('handed-off', { handOff: 2, service: other, at: '2026-11-19T09:00:01.000Z' }),
      event('held'),
    ],
    status: 'held',
    handOffStatuses: { 1: 'declined', 2: 'queued' },
  };

  test('are told with the status of the hand-off after it, or else of the referral, and say no reason and nobody', () => {
    expect(ownEvents(change, { sender: police.id })).toStrictEqual([
      { at, referral: referralId, handOff: 1, event: 'declined', status: 'declined' },
      { at: '2026-11-19T09:00:01.000Z', referral: referralId, handOff: 2, event: 'handed-off', status: 'queued' },
      { at, referral: referralId, event: 'held', status: 'held' },
    ]);
    expect(ownEvents(change, { service: other })).toStrictEqual([
      { at: '2026-11-19T09:00:01.000Z', referral: referralId, handOff: 2, event: 'handed-off', status: 'queued' },
    ]);
  });

  test('have the referral’s status where the change did not write the hand-off', () => {
    expect(ownEvents({ ...change, handOffStatuses: {} }, { service: lead })).toMatchObject([{ status: 'held' }]);
  });

  test('are none for a party that has no part in them', () => {
    expect(ownEvents(change, { service: serviceId('housing-advice') })).toEqual([]);
    const hidden = { ...change, events: [event('legal-hold', { by: partyId('example-authority') })] };
    expect(ownEvents(hidden, { sender: hospital.id })).toEqual([]);
  });
});
