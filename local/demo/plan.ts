/** Plans the referrals of each day, single or in the nightly batch, including those that are sent twice. */
import { en, en_GB, type Faker, Faker as FakerClass } from '@faker-js/faker';
import { addDays, dayNumber, weekdayOf } from '#src/domain/london.ts';
import { type Planned, referralMaker, type SenderShare } from './referrals.ts';

/** Monday to Sunday: weekend violence is reported on Sunday and Monday. */
const byWeekday = [1.25, 1, 0.9, 0.9, 0.95, 0.95, 1.05] as const;
/** January to December: more in the long evenings and at Christmas. */
const byMonth = [0.96, 0.93, 0.97, 0.98, 1.06, 1.07, 1.09, 1.06, 1, 0.98, 0.94, 1.02] as const;

export interface PlanOptions {
  referrals: number;
  seed: number;
  /** London days, inclusive. */
  from: string;
  to: string;
  senders: readonly SenderShare[];
  /** The latest instant that anything in the day's referrals may have happened. */
  before(day: string): number;
}

/** Yields the days in order, generating each as it is read. */
export function* planReferrals(options: PlanOptions): Generator<{ day: string; referrals: Planned[] }> {
  const faker: Faker = new FakerClass({ locale: [en_GB, en], seed: options.seed });
  const { make } = referralMaker(faker, options.senders);
  const days = daysOf(options.from, options.to);
  const counts = spread(faker, days, options.referrals);
  const later = new Map<string, Planned[]>();
  let number = 0;
  for (const [at, day] of days.entries()) {
    const referrals = later.get(day) ?? [];
    for (let made = 0; made < (counts[at] ?? 0); made++) {
      const one = make(++number, day, options.before(day));
      referrals.push(one);
      const again = sentAgain(faker, one, days, at);
      if (!again) continue;
      if (again.day === day) referrals.push(again);
      else later.set(again.day, [...(later.get(again.day) ?? []), again]);
    }
    yield { day, referrals };
  }
}

/** About 4% are sent twice; one in ten of those has changed content, which is refused. */
function sentAgain(faker: Faker, one: Planned, days: readonly string[], at: number): Planned | undefined {
  if (one.expected.status !== 201 || faker.number.float() >= 0.04) return undefined;
  const day = days[Math.min(days.length - 1, at + faker.number.int({ max: 3 }))] ?? one.day;
  const changed = faker.number.float() < 0.1;
  return {
    ...one,
    day,
    how: 'single',
    again: one.number,
    expected: changed
      ? { outcome: 'refused', status: 409, code: 'already-referred' }
      : { outcome: 'replayed', status: 200 },
    body: changed ? { ...(one.body as object), needs: ['finance'] } : one.body,
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
      (byWeekday[weekdayOf(dayNumber(day))] ?? 1) *
      (byMonth[Number(day.slice(5, 7)) - 1] ?? 1) *
      faker.number.float({ min: 0.7, max: 1.3 }),
  );
  const sum = weights.reduce((all, one) => all + one, 0);
  let reached = 0;
  let given = 0;
  return weights.map((weight) => {
    reached += weight;
    const upTo = Math.round((total * reached) / sum);
    const count = upTo - given;
    given = upTo;
    return count;
  });
}
