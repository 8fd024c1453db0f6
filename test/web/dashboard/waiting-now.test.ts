import { describe, expect, test } from 'vitest';
import { metrics } from '#src/domain/counting/registry.ts';
import type { WaitingNow } from '#src/usecases/jobs/waiting-now.ts';
import { waitingSection } from '#src/web/dashboard/waiting-now.ts';
import { en } from '#src/web/texts/en.ts';

const none = { count: 0, oldestSince: undefined };
const textOf = (waiting: Partial<WaitingNow>): string =>
  String(
    waitingSection(en, { held: none, unread: none, suspended: none, ...waiting }, new Date('2026-11-20T15:00:00Z')),
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('waiting now', () => {
  test('says how many, and how long the oldest has waited', () => {
    const text = textOf({ held: { count: 3, oldestSince: '2026-11-20T10:00:00Z' } });
    expect(text).toContain('On the victim hub’s list 3 The oldest has waited 5 hours.');
    expect(text).toContain('Not read by the service 0 None.');
    expect(text).toContain('Contact stopped 0 None.');
  });
  test('says of contact stopped what the key figures say of it', () => {
    const meaning = 'stopped trying to reach the person';
    expect(metrics.suspended.definition).toContain(meaning);
    expect(textOf({})).toContain(meaning);
  });
});
