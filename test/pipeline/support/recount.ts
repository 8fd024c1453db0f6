/**
 * Volumes counted from the demo's own files, by the definitions of the registry and by nothing of the code
 * that counts: what was sent, what the door said, and what services did.
 */

import { readFileSync } from 'node:fs';
import bankHolidays from '#areas/reference/bank-holidays.json' with { type: 'json' };
import type { Sent } from '#local/demo/send.ts';
import type { Worked } from '#local/demo/services.ts';
import type { Submission } from '#src/domain/submission.ts';

export interface RecountInput {
  sent: Sent[];
  worked: Worked[];
}
/** By measure, dimension and value. */
export type Recounted = Map<string, Map<string, Map<string, number>>>;

export function readLines<Line>(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

const area = Array.from({ length: 10 }, (_, at) => `E080000${String(at + 1).padStart(2, '0')}`);
const bands = [0, 10, 13, 16, 18, 25, 35, 45, 55, 65, 75];
const bandNames = ['0-9', '10-12', '13-15', '16-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65-74', '75+'];
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const kinds: Record<string, string> = {
  'greater-manchester': 'police',
  'canal-street-advice': 'voluntary',
  'open-harbour': 'voluntary',
};

/** Whole years between two dates. */
function yearsBetween(born: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}

const orUnknown = (value: string | undefined): string[] => [value ?? 'unknown'];

function factsOf({ sender, day, body }: Sent): Record<string, string[]> {
  const { offence, victim, risk } = body as Submission;
  return {
    source: [sender],
    'source-kind': [kinds[sender] ?? 'statutory'],
    offence: [offence.category],
    district: [districtOf(body as Submission)],
    'age-band': orUnknown(bandNames[bands.findLastIndex((from) => ageOf(body as Submission, day) >= from)]),
    sex: orUnknown(victim.sex),
    ethnicity: orUnknown(victim.ethnicity),
    risk: orUnknown(levelOf(risk)),
    'enhanced-rights': rightsOf(body as Submission, day),
    'domestic-abuse': orUnknown(offence.domesticAbuse),
    'knife-enabled': orUnknown(offence.knifeEnabled),
    'hate-strand': offence.hateStrands ?? [],
    'location-type': orUnknown(offence.locationType),
    method: orUnknown(offence.method),
    alcohol: orUnknown(offence.alcoholInvolved),
    'time-of-day': [bandOfDay(offence.occurredAt)],
    'day-of-week': orUnknown(weekdays[new Date(`${offence.occurredOn}T12:00:00Z`).getUTCDay()]),
    occupation: orUnknown(victim.occupation),
  };
}

function districtOf({ offence, victim }: Submission): string {
  const known = [offence.district, victim.address?.district].filter((code) => code !== undefined);
  return known.find((code) => area.includes(code)) ?? (known.length > 0 ? 'out-of-area' : 'unknown');
}

/** Whole years at the offence; the demo always says when somebody was born. */
const ageOf = ({ offence, victim }: Submission, day: string): number =>
  yearsBetween(victim.dateOfBirth ?? '', offence.occurredOn ?? day);

function levelOf(risk: Submission['risk']): string | undefined {
  if (risk?.score === undefined) return risk?.level;
  if (risk.score >= 14) return 'high';
  return risk.score >= 10 ? 'medium' : 'standard';
}

function bandOfDay(time: string | undefined): string {
  if (time === undefined) return 'unknown';
  const from = Math.floor(Number(time.slice(0, 2)) / 4) * 4;
  return [from, from + 3].map((hour) => String(hour).padStart(2, '0')).join('-');
}

function rightsOf(body: Submission, day: string): string[] {
  const { offence, victim } = body;
  const targeted = offence.category === 'stalking-harassment' || victim.persistentlyTargeted;
  const young = ageOf(body, day) < 18 || yearsBetween(victim.dateOfBirth ?? '', day) < 18;
  return [
    ...(isMostSerious(body) ? ['most-serious-crime'] : []),
    ...(targeted ? ['persistently-targeted'] : []),
    ...(young || victim.vulnerableOrIntimidated ? ['vulnerable-or-intimidated'] : []),
  ];
}

/** Victims' Code: domestic abuse, hate, sexual offences, modern slavery, homicide, and codes of their own. */
function isMostSerious({ offence, victim }: Submission): boolean {
  const serious = ['rape', 'other-sexual', 'homicide'].includes(offence.category);
  const codes = ['2', '5D', '36', '106', '56A'];
  return (
    serious ||
    offence.domesticAbuse === 'yes' ||
    offence.modernSlavery === 'yes' ||
    (offence.hateStrands ?? []).length > 0 ||
    codes.includes(offence.homeOfficeCode ?? '') ||
    victim.role === 'bereaved-relative'
  );
}

const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });
const holidays = new Set(bankHolidays['england-and-wales'].events.map(({ date }) => date));

/** By the end of the second working day after the report, of days in London. */
function referredInTime({ day, body }: Sent): boolean {
  const { reportedAt } = body as Submission;
  if (reportedAt === undefined) return false;
  let left = 2;
  const at = new Date(`${londonDay.format(new Date(reportedAt))}T12:00:00Z`);
  while (left > 0) {
    at.setUTCDate(at.getUTCDate() + 1);
    const isHoliday = holidays.has(at.toISOString().slice(0, 10));
    if (at.getUTCDay() !== 0 && at.getUTCDay() !== 6 && !isHoliday) left -= 1;
  }
  return day <= at.toISOString().slice(0, 10);
}

type Values = Record<string, readonly string[]>;

export function recount({ sent, worked }: RecountInput): Recounted {
  const all: Recounted = new Map();
  const add = (measure: string, values: Values): void => {
    const byDimension = all.get(measure) ?? new Map<string, Map<string, number>>();
    all.set(measure, byDimension);
    for (const [dimension, list] of Object.entries(values)) {
      const counts = byDimension.get(dimension) ?? new Map<string, number>();
      byDimension.set(dimension, counts);
      for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  };
  const first = sent.filter(({ answered }) => answered.status === 201);
  const stored = new Map(first.map((one) => [one.answered.referralId ?? '', valuesOf(one)]));
  for (const one of first) door(one, valuesOf(one), add);
  for (const { answered } of sent) {
    if (answered.status === 200 || answered.code === 'already-referred') {
      add('duplicates', stored.get(answered.referralId ?? '') ?? {});
    }
  }
  all.set('victims', peopleIn(first));
  for (const one of once(worked)) atService(one, { ...stored.get(one.referralId), service: [one.service] }, add);
  for (const referralId of leftByAll(worked)) {
    const { service: _, ...values } = stored.get(referralId) ?? {};
    add('held', { ...values, 'held-reason': ['no-eligible-service'] });
  }
  return all;
}

const valuesOf = (one: Sent): Values => ({ ...factsOf(one), service: one.answered.chosen ?? [] });

function door(one: Sent, values: Values, add: (measure: string, values: Values) => void): void {
  add('referrals', values);
  if (referredInTime(one)) add('within-code', values);
  const reasons = one.answered.heldReasons ?? [];
  if (reasons.length > 0) add('held', { ...values, service: [], 'held-reason': reasons });
}

const counted = ['handed-off', 'accepted', 'declined', 'returned', 'contacted', 'closed'];
const reasonOf: Record<string, string> = { closed: 'outcome', declined: 'decline-reason' };

function atService({ what, reason, inTime }: Worked, values: Values, add: (measure: string, values: Values) => void) {
  if (!counted.includes(what)) return;
  const dimension = reasonOf[what];
  add(what, dimension === undefined ? values : { ...values, [dimension]: [reason ?? ''] });
  if (what === 'contacted' && inTime) add('within-target', values);
}

/** A message may come twice; the hand-off is one. */
function once(worked: readonly Worked[]): Worked[] {
  const seen = new Set<string>();
  return worked.filter(({ what, handOffId }) => {
    if (what !== 'handed-off') return true;
    const before = seen.has(handOffId);
    seen.add(handOffId);
    return !before;
  });
}

/** Whom a referral's every service declined: held again. A lead's decline goes on while a message for another follows. */
function leftByAll(worked: readonly Worked[]): string[] {
  const over = ['declined', 'returned', 'closed'];
  const byReferral = Map.groupBy(worked, ({ referralId }) => referralId);
  return [...byReferral].flatMap(([referralId, events]) => {
    const handed = new Set(events.filter(({ what }) => what === 'handed-off').map(({ handOffId }) => handOffId));
    const ended = events.filter(({ what }) => over.includes(what));
    if (ended.length < handed.size) return [];
    const byNumber = [...handed].sort();
    const lead = ended.filter(
      ({ handOffId }) => !alongside.has(ended.find((one) => one.handOffId === handOffId)?.service ?? ''),
    );
    const last =
      lead.sort((a, b) => byNumber.indexOf(a.handOffId) - byNumber.indexOf(b.handOffId)).at(-1) ?? ended.at(-1);
    return last?.what === 'declined' ? [referralId] : [];
  });
}

/** Services that only ever work beside a lead. */
const alongside = new Set(['hollin-restorative-justice', 'peelmoor-recovery', 'oakhurst-families']);

/** People by value: by name and date of birth, of which the demo always has both. */
function peopleIn(first: readonly Sent[]): Map<string, Map<string, number>> {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const people = new Map<string, Map<string, Set<string>>>();
  for (const one of first) {
    const { victim } = one.body as Submission;
    const person = `${letters(victim.givenName ?? '')} ${letters(victim.familyName)} ${victim.dateOfBirth}`;
    for (const [dimension, list] of Object.entries(valuesOf(one))) {
      const byValue = people.get(dimension) ?? new Map<string, Set<string>>();
      people.set(dimension, byValue);
      for (const value of list) byValue.set(value, (byValue.get(value) ?? new Set()).add(person));
    }
  }
  return new Map(
    [...people].map(([dimension, values]) => [
      dimension,
      new Map([...values].map(([value, set]) => [value, set.size])),
    ]),
  );
}
