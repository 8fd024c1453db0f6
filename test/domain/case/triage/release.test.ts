import { describe, expect, test } from 'vitest';
import {
  findNearRelease,
  isReleaseNear,
  mayKnowOfReleases,
  nextReleaseReminder,
  releaseDatesOf,
} from '#src/domain/case/triage/release.ts';
import { area, service } from '#test/support/area-fixture.ts';
import { newCase } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';

const contextAt = (instant: string) => ({ area: area(), now: new Date(instant) });
const thursday = contextAt('2026-11-19T09:00:00Z');

describe('the release dates of a referral', () => {
  test.each<[string, (string | undefined)[], string[] | undefined]>([
    ['none', [], undefined],
    ['a suspect without one', [undefined], undefined],
    ['in order, each once', ['2026-12-05', undefined, '2026-12-01', '2026-12-05'], ['2026-12-01', '2026-12-05']],
    ['today, and not yesterday', ['2026-11-18', '2026-11-19'], ['2026-11-19']],
    ['all past', ['2025-01-01'], undefined],
  ])('%s', (_what, dates, expected) => {
    const suspects = dates.map((releaseOn) => ({ name: 'Alex Example', ...(releaseOn && { releaseOn }) }));
    expect(releaseDatesOf({ suspects }, '2026-11-19')).toEqual(expected);
  });

  test('a referral that names no suspects has none', () => {
    expect(releaseDatesOf({}, '2026-11-19')).toBeUndefined();
  });
});

describe('the next reminder', () => {
  test.each<[string, string[] | undefined, string | undefined, { on: string; remindAt: string } | undefined]>([
    ['none', undefined, undefined, undefined],
    ['on a Wednesday', ['2026-12-02'], undefined, { on: '2026-12-02', remindAt: '2026-11-30T00:00:00.000Z' }],
    ['on a Monday', ['2026-11-30'], undefined, { on: '2026-11-30', remindAt: '2026-11-26T00:00:00.000Z' }],
    ['after Christmas', ['2026-12-29'], undefined, { on: '2026-12-29', remindAt: '2026-12-23T00:00:00.000Z' }],
    ['in summer', ['2027-07-08'], undefined, { on: '2027-07-08', remindAt: '2027-07-05T23:00:00.000Z' }],
    [
      'the earliest',
      ['2026-12-02', '2026-12-03'],
      undefined,
      { on: '2026-12-02', remindAt: '2026-11-30T00:00:00.000Z' },
    ],
    [
      'after one was made',
      ['2026-12-02', '2026-12-03'],
      '2026-12-02',
      { on: '2026-12-03', remindAt: '2026-12-01T00:00:00.000Z' },
    ],
    ['after the last', ['2026-12-02'], '2026-12-02', undefined],
    ['of a past date', ['2026-11-18'], undefined, undefined],
    ['tomorrow: due already', ['2026-11-20'], undefined, { on: '2026-11-20', remindAt: '2026-11-18T00:00:00.000Z' }],
    ['today: due already', ['2026-11-19'], undefined, { on: '2026-11-19', remindAt: '2026-11-17T00:00:00.000Z' }],
  ])('%s', (_what, dates, reminded, expected) => {
    expect(nextReleaseReminder(dates, thursday, reminded)).toEqual(expected);
  });

  test('the lead time is the area’s', () => {
    const { rules } = area();
    const week = area({ rules: { ...rules, remindBeforeRelease: { workingDays: 5 } } });
    expect(nextReleaseReminder(['2026-12-02'], { ...thursday, area: week })?.remindAt).toBe('2026-11-25T00:00:00.000Z');
  });
});

test('a release is near from its reminder to the end of its day', () => {
  const { head, handOffs } = newCase({}, { releaseDates: ['2026-12-01'] });
  const near = (instant: string) => findNearRelease(head, contextAt(instant));
  expect(near('2026-11-26T23:59:59Z')).toBeUndefined();
  expect(near('2026-11-27T00:00:00Z')).toBe('2026-12-01');
  expect(near('2026-12-01T23:59:59Z')).toBe('2026-12-01');
  expect(near('2026-12-02T00:00:00Z')).toBeUndefined();
  const [handOff] = handOffs;
  if (!handOff) throw new Error('no hand-off');
  const shown = { services: [service(handOff.service, 1, {}, { sharing: ['suspects'] })] };
  const reminded = { ...handOff, remindedRelease: '2026-12-01' };
  expect(isReleaseNear(handOff, shown, new Date('2026-12-01T12:00:00Z'))).toBe(false);
  expect(isReleaseNear(reminded, shown, new Date('2026-12-01T23:59:59Z'))).toBe(true);
  expect(isReleaseNear(reminded, shown, new Date('2026-12-02T00:00:00Z'))).toBe(false);
});

test('a service is told of a release only if its agreement shows suspects', () => {
  const told = (id: string, sharing: string[]) =>
    mayKnowOfReleases({ service: serviceId('one') }, { services: [service(id, 1, {}, { sharing })] });
  expect(told('one', ['suspects'])).toBe(true);
  expect(told('one', ['victim', 'contact'])).toBe(false);
  expect(told('another', ['suspects'])).toBe(false);
});
