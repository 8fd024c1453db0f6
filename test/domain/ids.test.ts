import { describe, expect, expectTypeOf, test } from 'vitest';
import { serviceIdOf } from '#src/domain/area.ts';
import {
  type HandOffId,
  handOffId,
  isHandOffId,
  isPartyId,
  isReferralId,
  type PartyId,
  parseHandOffId,
  type ReferralId,
  type ServiceId,
} from '#src/domain/ids.ts';
import { senderOf } from '#src/domain/sender.ts';
import { area } from '#test/support/area-fixture.ts';
import { referralId, serviceId } from '#test/support/ids.ts';

const referral = referralId('abcdefghijklmnopqrstuvwxyz');

describe('one kind of id cannot pass for another', () => {
  test('a service is a party, and no other kind is another', () => {
    expectTypeOf<ServiceId>().toExtend<PartyId>();
    expectTypeOf<PartyId>().not.toExtend<ServiceId>();
    expectTypeOf<ServiceId>().not.toExtend<ReferralId>();
    expectTypeOf<ReferralId>().not.toExtend<HandOffId>();
    expectTypeOf<string>().not.toExtend<PartyId>();
  });

  test('a service in place of a referral does not compile', () => {
    // @ts-expect-error a hand-off's id starts with a referral's
    expect(handOffId(serviceId('general'), 1)).toBe('general-01');
  });
});

test.each([
  ['a referral', isReferralId, referral, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  ['a hand-off', isHandOffId, `${referral}-01`, referral],
  ['a party', isPartyId, 'greater-manchester', 'Greater Manchester'],
])('the id of %s is told by its form', (_kind, isId, good, bad) => {
  expect([isId(good), isId(bad), isId('')]).toEqual([true, false, false]);
});

test('a hand-off’s id holds its referral and its number', () => {
  expect(parseHandOffId(handOffId(referral, 7))).toEqual({ referral, number: 7 });
  expect(parseHandOffId('general-01')).toBeUndefined();
});

test('only services have a catalogue id, and only those who may refer are senders', () => {
  const { parties } = area();
  expect(parties.filter(({ kind }) => kind === 'service').map(serviceIdOf)).toContain('general');
  for (const party of parties) {
    if (party.kind !== 'service') expect(() => serviceIdOf(party)).toThrow(RangeError);
    const isSender = party.kind !== 'service' && party.kind !== 'authority';
    if (isSender) expect(senderOf(party)).toEqual({ id: party.id, kind: party.kind });
    else expect(() => senderOf(party)).toThrow(RangeError);
  }
});
