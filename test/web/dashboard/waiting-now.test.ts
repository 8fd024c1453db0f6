import { describe, expect, test } from 'vitest';
import type { WaitingNow } from '#src/usecases/waiting-now.ts';
import { waitingSection } from '#src/web/dashboard/waiting-now.ts';
import { en } from '#src/web/texts/en.ts';

const none = { count: 0, oldestSince: undefined };
const textOf = (waiting: Partial<WaitingNow>): string =>
  String(
    waitingSection(
      en,
      { held: none, unread: none, suspended: none, isCut: false, ...waiting },
      new Date('2026-11-20T15:00:00Z'),
    ),
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('waiting now', () => {
  test('says how many, and how long the oldest has waited', () => {
    const text = textOf({ held: { count: 3, oldestSince: '2026-11-20T10:00:00Z' } });
    expect(text).toContain('Held by the victim hub 3 The oldest has waited 5 hours.');
    expect(text).toContain('Not read by the service 0 None.');
    expect(text).toContain('Contact stopped 0 None.');
  });
  test('says “at least” of services where not all was read, and not of the hub', () => {
    const one = { count: 1, oldestSince: '2026-11-18T15:00:00Z' };
    const text = textOf({ held: one, unread: one, isCut: true });
    expect(text).toContain('Held by the victim hub 1 The oldest has waited 2 days.');
    expect(text).toContain('Not read by the service at least 1 The oldest has waited 2 days.');
  });
});
