/** Plans the referrals of each day, single or in the nightly batch, including those that are sent twice. */
import { en, en_GB, type Faker, Faker as FakerClass } from '@faker-js/faker';
import { addDays, dayNumber, weekdayOf } from '#src/domain/london.ts';
import { type PlannedReferral, referralMaker, type SenderShare } from './referrals.ts';

/** Monday to Sunday: weekend violence is reported on Sunday and Monday. */
const weekdayWeights = [1.25, 1, 0.9, 0.9, 0.95, 0.95, 1.05] as const;
/** January to December: more in the long evenings and at Christmas. */
const monthWeights = [0.96, 0.93, 0.97, 0.98, 1.06, 1.07, 1.09, 1.06, 1, 0.98, 0.94, 1.02] as const;

export interface PlanOptions {
  referrals: number;
  seed: number;
  /** London days, inclusive. */
  from: string;
  to: string;
  senders: readonly SenderShare[];
  /** The latest instant that anything in the day's referrals may have happened. */
  latestInstant(day: string): number;
}

/** Yields the days in order, generating each as it is read. */
export function* planReferrals(options: PlanOptions): Generator<{ day: string; referrals: PlannedReferral[] }> {
  const faker: Faker = new FakerClass({ locale: [en_GB, en], seed: options.seed });
  const { make } = referralMaker(faker, options.senders);
  const days = daysOf(options.from, options.to);
  const counts = spread(faker, days, options.referrals);
  const resends = new Map<string, PlannedReferral[]>();
  let number = 0;
  for (const [at, day] of days.entries()) {
    const referrals = resends.get(day) ?? [];
    for (let count = 0; count < (counts[at] ?? 0); count++) {
      const referral = make(++number, day, options.latestInstant(day));
      referrals.push(referral);
      const resend = makeResend(faker, referral, days, at);
      if (!resend) continue;
      if (resend.day === day) referrals.push(resend);
      else resends.set(resend.day, [...(resends.get(resend.day) ?? []), resend]);
    }
    yield { day, referrals };
  }
}

/** About 4% are sent twice; one in ten of those has changed content, which is refused. */
function makeResend(
  faker: Faker,
  original: PlannedReferral,
  days: readonly string[],
  at: number,
): PlannedReferral | undefined {
  if (original.expected.status !== 201 || faker.number.float() >= 0.04) return undefined;
  const day = days[Math.min(days.length - 1, at + faker.number.int({ max: 3 }))] ?? original.day;
  const changed = faker.number.float() < 0.1;
  return {
    ...original,
    day,
    how: 'single',
    again: original.number,
    expected: changed
      ? { outcome: 'refused', status: 409, code: 'already-referred' }
      : { outcome: 'replayed', status: 200 },
    body: changed ? { ...(original.body as object), needs: ['finance'] } : original.body,
  };
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Spreads the total over the days, weighted by season and weekday. */
function spread(faker: Faker, days: readonly string[], total: number): number[] {
  const weights = days.map(
    (day) =>
      (weekdayWeights[weekdayOf(dayNumber(day))] ?? 1) *
      (monthWeights[Number(day.slice(5, 7)) - 1] ?? 1) *
      faker.number.float({ min: 0.7, max: 1.3 }),
  );
  const sum = weights.reduce((all, one) => all + one, 0);
  let cumulative = 0;
  let assigned = 0;
  return weights.map((weight) => {
    cumulative += weight;
    const upTo = Math.round((total * cumulative) / sum);
    const count = upTo - assigned;
    assigned = upTo;
    return count;
  });
}
