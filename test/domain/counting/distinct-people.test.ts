import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packFacts } from '#src/domain/counting/case-facts.ts';
import { mergeDeltas } from '#src/domain/counting/cells.ts';
import { cellOf, totalCell } from '#src/domain/counting/codes.ts';
import {
  type CountedReferral,
  linkDeltas,
  packCountedReferral,
  parseLink,
  unpackCountedReferral,
} from '#src/domain/counting/distinct-people.ts';
import { serviceId } from '#test/support/ids.ts';
import { anyDay, anyFacts, services } from '../../support/generated-counts.ts';

const anyReferral: fc.Arbitrary<CountedReferral> = fc.record({
  day: anyDay,
  facts: anyFacts,
  services: fc.subarray([...services], { maxLength: 2 }),
});
const [facts] = fc.sample(anyFacts, { numRuns: 1, seed: 5 });
if (!facts) throw new Error('no facts were generated');
const onDay = (day: string, over: Partial<CountedReferral['facts']> = {}): CountedReferral => ({
  day,
  facts: { ...facts, ...over },
  services: [serviceId('general')],
});

/** The links among all referrals, as days and the sum of one cell. */
const linksIn = (deltas: ReturnType<typeof linkDeltas>, cell: string) =>
  deltas
    .filter(({ k }) => k === 'v|all')
    .flatMap(({ d, add }) => Object.entries(add).map(([attribute, by]) => ({ ...parseLink(d, attribute), by })))
    .filter((link) => link.cell === cell)
    .map(({ day, before, by }) => `${day} ${before} ${by}`);

describe('a person who is referred again', () => {
  test('is linked to the day before on which they were, and the first time to none', () => {
    expect(linkDeltas([], [onDay('2026-01-01')])).toEqual([]);
    const again = linkDeltas([onDay('2026-01-01')], [onDay('2026-03-28')]);
    expect(linksIn(again, totalCell)).toEqual(['2026-03-28 2026-01-01 1']);
    expect(linksIn(again, cellOf('service', 'general'))).toEqual(['2026-03-28 2026-01-01 1']);
    expect(new Set(again.map(({ k }) => k))).toEqual(
      new Set(
        ['all', 'service:general', `source:${facts.source}`, `district:${facts.district}`].map((of) => `v|${of}`),
      ),
    );
  });

  test('twice on one day is linked to the day itself', () => {
    expect(linksIn(linkDeltas([], [onDay('2026-01-01'), onDay('2026-01-01')]), totalCell)).toEqual([
      '2026-01-01 2026-01-01 1',
    ]);
  });

  test('is linked under what both referrals are counted by, and nothing else', () => {
    const links = linkDeltas([onDay('2026-01-01', { sex: 'female' })], [onDay('2026-03-28', { sex: 'unknown' })]);
    expect(linksIn(links, totalCell)).toEqual(['2026-03-28 2026-01-01 1']);
    expect(linksIn(links, cellOf('sex', 'female'))).toEqual([]);
    expect(linksIn(links, cellOf('sex', 'unknown'))).toEqual([]);
  });

  test('between two others moves the later link to themselves', () => {
    const moved = linkDeltas([onDay('2026-01-01'), onDay('2026-03-28')], [onDay('2026-02-01')]);
    expect(linksIn(moved, totalCell).sort()).toEqual([
      '2026-02-01 2026-01-01 1',
      '2026-03-28 2026-01-01 -1',
      '2026-03-28 2026-02-01 1',
    ]);
  });

  test('has the same links in whatever order the referrals arrive', async () => {
    // Of several on one day nobody can tell which was first.
    const onDifferentDays = fc.uniqueArray(anyReferral, { selector: ({ day }) => day, maxLength: 5 });
    const cells = (deltas: ReturnType<typeof linkDeltas>) =>
      new Map(deltas.flatMap(({ k, d, add }) => Object.entries(add).map(([cell, by]) => [`${k} ${d} ${cell}`, by])));
    await fc.assert(
      fc.property(onDifferentDays, (arrived) => {
        const apart = mergeDeltas(...arrived.map((one, index) => linkDeltas(arrived.slice(0, index), [one])));
        const inOrder = [...arrived].sort((one, other) => (one.day < other.day ? -1 : 1));
        expect(cells(apart)).toEqual(cells(linkDeltas([], inOrder)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a counted referral as text', () => {
  test('is read back unchanged, with services or without', async () => {
    await fc.assert(
      fc.property(anyReferral, (referral) => {
        expect(unpackCountedReferral(packCountedReferral(referral))).toEqual(referral);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['a day alone', '2026-01-01'],
    ['no facts', '2026-01-01  general'],
    ['no services', `2026-01-01 ${packFacts(facts)}`],
    ['a service that cannot be one', `2026-01-01 ${packFacts(facts)} general,Not`],
    ['more than there is', `2026-01-01 ${packFacts(facts)} general more`],
    ['no day', ` ${packFacts(facts)} general`],
  ])('with %s is refused', (_, text) => {
    expect(() => unpackCountedReferral(text)).toThrow('not a packed counted referral');
  });
});
