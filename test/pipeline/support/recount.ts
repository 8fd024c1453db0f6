/**
 * Volumes counted from the demo's own files, by the definitions of the registry and by nothing of the code
 * that counts: what was sent, what the door said, and what services did.
 */
import { readFileSync } from 'node:fs';
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

function factsOf({ sender, day, body }: Sent): Record<string, string[]> {
  const { offence, victim, risk } = body as Submission;
  const known = [offence.district, victim.address?.district].filter((code) => code !== undefined);
  const age =
    victim.dateOfBirth === undefined ? undefined : yearsBetween(victim.dateOfBirth, offence.occurredOn ?? day);
  const under18 = age !== undefined && (age < 18 || yearsBetween(victim.dateOfBirth ?? '', day) < 18);
  const hour =
    offence.occurredAt === undefined ? undefined : Math.floor(Number(offence.occurredAt.slice(0, 2)) / 4) * 4;
  const two = (number: number) => String(number).padStart(2, '0');
  const score = risk?.score;
  const level = score === undefined ? risk?.level : score >= 14 ? 'high' : score >= 10 ? 'medium' : 'standard';
  return {
    source: [sender],
    'source-kind': [kinds[sender] ?? 'statutory'],
    offence: [offence.category],
    district: [known.find((code) => area.includes(code)) ?? (known.length > 0 ? 'out-of-area' : 'unknown')],
    'age-band': [age === undefined ? 'unknown' : (bandNames[bands.findLastIndex((from) => age >= from)] ?? 'unknown')],
    sex: [victim.sex ?? 'unknown'],
    ethnicity: [victim.ethnicity ?? 'unknown'],
    risk: [level ?? 'unknown'],
    'enhanced-rights': [
      ...(isMostSerious(body as Submission) ? ['most-serious-crime'] : []),
      ...(offence.category === 'stalking-harassment' || victim.persistentlyTargeted ? ['persistently-targeted'] : []),
      ...(under18 || victim.vulnerableOrIntimidated ? ['vulnerable-or-intimidated'] : []),
    ],
    'domestic-abuse': [offence.domesticAbuse ?? 'unknown'],
    'knife-enabled': [offence.knifeEnabled ?? 'unknown'],
    'hate-strand': offence.hateStrands ?? [],
    'location-type': [offence.locationType ?? 'unknown'],
    method: [offence.method ?? 'unknown'],
    alcohol: [offence.alcoholInvolved ?? 'unknown'],
    'time-of-day': [hour === undefined ? 'unknown' : `${two(hour)}-${two(hour + 3)}`],
    'day-of-week': [weekdays[new Date(`${offence.occurredOn}T12:00:00Z`).getUTCDay()] ?? 'unknown'],
    occupation: [victim.occupation ?? 'unknown'],
  };
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

/** The last moment of the second working day after the report; the demo of the suite runs in a week without holidays. */
function referredInTime({ day, body }: Sent): boolean {
  const { reportedAt } = body as Submission;
  if (reportedAt === undefined) return false;
  let left = 2;
  // In winter London's day is that of UTC.
  const at = new Date(`${reportedAt.slice(0, 10)}T12:00:00Z`);
  while (left > 0) {
    at.setUTCDate(at.getUTCDate() + 1);
    if (at.getUTCDay() !== 0 && at.getUTCDay() !== 6) left -= 1;
  }
  return day <= at.toISOString().slice(0, 10);
}

export function recount({ sent, worked }: RecountInput): Recounted {
  const all: Recounted = new Map();
  const add = (measure: string, values: Record<string, readonly string[]>): void => {
    const byDimension = all.get(measure) ?? new Map<string, Map<string, number>>();
    all.set(measure, byDimension);
    for (const [dimension, list] of Object.entries(values)) {
      const counts = byDimension.get(dimension) ?? new Map<string, number>();
      byDimension.set(dimension, counts);
      for (const value of list) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  };
  const stored = new Map<string, Record<string, string[]>>();
  const first = new Map<string, Sent>();
  const people = new Map<string, Map<string, Set<string>>>();
  for (const one of sent) {
    const { answered } = one;
    if (answered.status !== 201) continue;
    const facts = factsOf(one);
    const id = answered.referralId ?? '';
    stored.set(id, facts);
    first.set(id, one);
    const chosen = answered.chosen ?? [];
    add('referrals', { ...facts, service: chosen });
    if (referredInTime(one)) add('within-code', { ...facts, service: chosen });
    if (answered.heldReasons?.length) add('held', { ...facts, 'held-reason': answered.heldReasons });
    meet(people, one, { ...facts, service: chosen });
  }
  for (const { answered } of sent) {
    if (answered.status !== 200 && answered.code !== 'already-referred') continue;
    const id = answered.referralId ?? '';
    add('duplicates', { ...stored.get(id), service: first.get(id)?.answered.chosen ?? [] });
  }
  all.set('victims', new Map([...people].map(([dimension, values]) => [dimension, sizes(values)])));
  const seen = new Set<string>();
  for (const { what, referralId, handOffId, service, reason, inTime } of worked) {
    // A message may come twice; the hand-off is one.
    if (what === 'handed-off' && seen.has(handOffId)) continue;
    if (what === 'handed-off') seen.add(handOffId);
    const values = { ...stored.get(referralId), service: [service] };
    if (!['handed-off', 'accepted', 'declined', 'returned', 'contacted', 'closed'].includes(what)) continue;
    const more =
      what === 'closed' ? { outcome: [reason ?? ''] } : what === 'declined' ? { 'decline-reason': [reason ?? ''] } : {};
    add(what, { ...values, ...more });
    if (what === 'contacted' && inTime) add('within-target', values);
  }
  for (const { referralId, values } of leftByAll(worked)) add('held', { ...stored.get(referralId), ...values });
  return all;
}

/** Whom a referral's every service declined: held again. A lead's decline goes on while a message for another follows. */
function leftByAll(worked: readonly Worked[]): { referralId: string; values: Record<string, string[]> }[] {
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
    return last?.what === 'declined' ? [{ referralId, values: { 'held-reason': ['no-eligible-service'] } }] : [];
  });
}

/** Services that only ever work beside a lead. */
const alongside = new Set(['hollin-restorative-justice', 'peelmoor-recovery', 'oakhurst-families']);

/** A person by name and date of birth; the demo always has both. */
function meet(
  people: Map<string, Map<string, Set<string>>>,
  { body }: Sent,
  values: Record<string, readonly string[]>,
) {
  const { victim } = body as Submission;
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const person = `${letters(victim.givenName ?? '')} ${letters(victim.familyName)} ${victim.dateOfBirth}`;
  for (const [dimension, list] of Object.entries(values)) {
    const byValue = people.get(dimension) ?? new Map<string, Set<string>>();
    people.set(dimension, byValue);
    for (const value of list) byValue.set(value, (byValue.get(value) ?? new Set()).add(person));
  }
}

const sizes = (values: Map<string, Set<string>>) => new Map([...values].map(([value, set]) => [value, set.size]));
