import { describe, expect, test } from 'vitest';
import { waitsOf } from '#src/domain/volumes/waits.ts';
import { type WaitFigures, waitsSection } from '#src/web/dashboard/waits.ts';
import { en } from '#src/web/texts/en.ts';

const none: WaitFigures['waits']['referral'] = { now: waitsOf(new Map(), 1), change: undefined };
const sectionOf = (waits: WaitFigures['waits']): string => String(waitsSection(en, { waits, compared: undefined }));
const tableOf = (counts: Record<string, number>): string[] => {
  const waits = { contact: { now: waitsOf(new Map(Object.entries(counts)), 1), change: undefined }, referral: none };
  const page = sectionOf(waits);
  return [...page.matchAll(/<th scope="row"[^>]*>([^<]*)<\/th>\s*<td[^>]*>([^<]*)/g)].map(
    ([, band, count]) => `${band?.trim()}: ${count?.trim()}`,
  );
};

describe('how long people waited', () => {
  test('has every band from the first with somebody to the last, so that a gap is seen', () => {
    expect(tableOf({ '1-to-2-days': 145, '4-to-5-days': 5 })).toEqual([
      '1 to 2 days: 145',
      '2 to 3 days: 0',
      '3 to 4 days: 0',
      '4 to 5 days: 5',
    ]);
  });
  test('of published figures says nine in ten only where no band that is left out can hold them', () => {
    const published = waitsOf(new Map([['1-to-2-days', 85]]), 20, 100);
    const page = sectionOf({ contact: { now: published, change: undefined }, referral: none });
    expect(page).toContain('half within 2 days; nine in ten cannot be said from what is published');
  });

  test('of published figures says where neither can be said, and how many are in no band', () => {
    const bands = new Map([
      ['1-to-2-days', 30],
      ['3-to-4-days', 30],
    ]);
    const contact = { now: waitsOf(bands, 20, 100), change: undefined };
    const page = sectionOf({ contact, referral: none });
    expect(page).toContain('half and nine in ten cannot be said from what is published');
    expect(page).toContain('Of 100 first contacts whose time is known');
    expect(page).toContain('Of them 40 are in bands that are published as few or none.');
  });

  test('of published figures does not say that there are too few where every band is published as few or none', () => {
    const contact = { now: waitsOf(new Map([['1-to-2-days', 0]]), 20, 60), change: undefined };
    const page = sectionOf({ contact, referral: none });
    expect(page).toContain(
      'From receipt until first contact: half and nine in ten cannot be said from what is published.',
    );
    expect(page).toContain('From the report to the police until the referral: too few to say how long it took.');
  });

  test('says what was counted', () => {
    const waits = { contact: { now: waitsOf(new Map([['1-to-2-days', 2]]), 1), change: undefined }, referral: none };
    expect(sectionOf(waits)).toContain('Of 2 first contacts whose time is known');
  });
});
