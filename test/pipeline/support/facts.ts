/** The counted facts of a referral by the registry's definitions, without the code that counts. */
import bankHolidays from '#areas/reference/bank-holidays.json' with { type: 'json' };
import type { SentReferral } from '#demo/send.ts';
import type { Submission } from '#src/domain/submission.ts';
import { londonDay } from './demo-files.ts';

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

/** The referral's values by dimension, from the body alone. */
export function factsOf({ sender, day, body }: SentReferral): Record<string, string[]> {
  const { offence, victim, risk, consent, needs, suspects = [] } = body as Submission;
  const relationships = suspects.map(({ relationship }) => relationship ?? 'unknown');
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
    need: [...new Set(needs)],
    'victim-role': orUnknown(victim.role),
    'consent-basis': orUnknown(consent?.basis),
    'modern-slavery': orUnknown(offence.modernSlavery),
    'honour-based': orUnknown(offence.honourBased),
    firearm: orUnknown(offence.firearm),
    'child-exploitation': orUnknown(offence.childExploitation),
    'suspect-relationship': relationships.length === 0 ? ['unknown'] : [...new Set(relationships)],
    disability: victim.disabilities === undefined ? ['not-asked'] : namedOrNone(victim.disabilities),
  };
}

const namedOrNone = (named: readonly string[]): string[] => (named.length === 0 ? ['none'] : [...new Set(named)]);

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

const holidays = new Set(bankHolidays['england-and-wales'].events.map(({ date }) => date));

/** By the end of the second working day after the report, of days in London. */
export function referredInTime({ day, body }: SentReferral): boolean {
  const { reportedAt } = body as Submission;
  if (reportedAt === undefined) return false;
  let left = 2;
  const at = new Date(`${londonDay(reportedAt)}T12:00:00Z`);
  while (left > 0) {
    at.setUTCDate(at.getUTCDate() + 1);
    const isHoliday = holidays.has(at.toISOString().slice(0, 10));
    if (at.getUTCDay() !== 0 && at.getUTCDay() !== 6 && !isHoliday) left -= 1;
  }
  return day <= at.toISOString().slice(0, 10);
}
