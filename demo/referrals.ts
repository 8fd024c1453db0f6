/**
 * Made-up referrals with the response expected to each, in proportions that match real problems
 * (a sample of Durham's automated feed of 2014: of 85, 14 out of scope, 1 with too little contact data,
 * 4 unsafe; another force's feed that year: about 4% sent twice, and missing consent).
 */
import type { Faker } from '@faker-js/faker';
import { wholeYears } from '#src/domain/london.ts';
import type { Submission } from '#src/domain/submission.ts';
import { makeOffence, type OffenceOverrides } from './offences.ts';
import { makePerson, type Person, pick, reservedPhone, type Weighted } from './people.ts';

/** The response that the API should give. */
export interface ExpectedAnswer {
  outcome: 'accepted' | 'held' | 'refused' | 'replayed';
  status: 201 | 200 | 422 | 409;
  code?: string;
  heldReasons?: string[];
}

export interface PlannedReferral {
  number: number;
  /** London day. */
  day: string;
  sender: string;
  how: 'single' | 'batch';
  /** The number of the original, if this is a resend. */
  again?: number;
  expected: ExpectedAnswer;
  body: unknown;
}

type Scenario =
  | 'ordinary'
  | 'out-of-scope'
  | 'no-contact'
  | 'unsafe'
  | 'no-consent'
  | 'opted-out'
  | 'no-guardian'
  | 'faulty';
const scenarioWeights: Weighted<Scenario> = [
  ['ordinary', 74.7],
  ['out-of-scope', 16.5],
  ['unsafe', 4.7],
  ['no-contact', 1.2],
  ['no-consent', 1.7],
  ['opted-out', 0.4],
  ['no-guardian', 0.3],
  ['faulty', 0.5],
];
const expectedByScenario: Record<Scenario, ExpectedAnswer> = {
  ordinary: { outcome: 'accepted', status: 201 },
  'out-of-scope': { outcome: 'held', status: 201, heldReasons: ['out-of-scope'] },
  unsafe: { outcome: 'held', status: 201, heldReasons: ['no-safe-contact'] },
  'no-contact': { outcome: 'held', status: 201, heldReasons: ['no-safe-contact'] },
  'no-consent': { outcome: 'refused', status: 422, code: 'explicit-consent-required' },
  'opted-out': { outcome: 'refused', status: 422, code: 'victim-opted-out' },
  'no-guardian': { outcome: 'refused', status: 422, code: 'guardian-required' },
  faulty: { outcome: 'refused', status: 422, code: 'invalid-referral' },
};

export interface SenderShare {
  id: string;
  kind: string;
  weight: number;
}

/** Weights of the parties that may send: nearly all referrals come from the police. Tests would not be counted. */
export function senderShares(clients: Readonly<Record<string, { kind: string; test?: true }>>): SenderShare[] {
  const weights: Record<string, number> = { police: 88, statutory: 8, voluntary: 4 };
  const counted = Object.entries(clients).filter(([, { test }]) => !test);
  return counted.flatMap(([id, { kind }]) => {
    const sameKind = counted.filter(([, one]) => one.kind === kind).length;
    return weights[kind] === undefined ? [] : [{ id, kind, weight: weights[kind] / sameKind }];
  });
}

const hourMs = 3_600_000;
const toIso = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

export interface ReferralMaker {
  /** @param now everything in the referral happened before this instant */
  make(number: number, day: string, now: number): PlannedReferral;
}

export function referralMaker(faker: Faker, senders: readonly SenderShare[]): ReferralMaker {
  const people: Person[] = [];
  const chance = (probability: number): boolean => faker.number.float() < probability;

  /** A new person, or sometimes one who was referred before. */
  const pickPerson = (day: string, isSuitable: (age: number) => boolean): Person => {
    const returningPerson = people.length > 20 && chance(0.08) ? faker.helpers.arrayElement(people) : undefined;
    const age = returningPerson && wholeYears(returningPerson.victim.dateOfBirth ?? day, day);
    if (returningPerson && age !== undefined && isSuitable(age)) return { ...returningPerson, age };
    let person = makePerson(faker, day);
    while (!isSuitable(person.age)) person = makePerson(faker, day);
    people.push(person);
    return person;
  };

  return {
    make(number, day, now) {
      const kind = pick(faker, scenarioWeights);
      const police = senders.filter((one) => one.kind === 'police');
      // Missing consent and unsafe contact are faults of police referrals only.
      const candidates = kind === 'no-consent' || kind === 'unsafe' ? police : senders;
      const sender = faker.helpers.weightedArrayElement(candidates.map((value) => ({ value, weight: value.weight })));
      const person = pickPerson(day, (age) => (kind === 'no-guardian' ? age < 13 : kind === 'ordinary' || age >= 18));
      const reportedMs =
        now -
        (chance(0.12) ? faker.number.float({ min: 6, max: 20 }) * 24 : faker.number.float({ min: 2, max: 44 })) *
          hourMs;
      const happenedMs =
        reportedMs -
        (chance(0.9) ? faker.number.float({ min: 0.3, max: 60 }) : faker.number.float({ min: 60, max: 2000 })) * hourMs;
      const body = makeBody(faker, { kind, number, sender, person, reportedMs, happenedMs });
      const how = sender.kind === 'police' && chance(0.85) ? 'batch' : 'single';
      return { number, day, sender: sender.id, how, expected: expectedByScenario[kind], body };
    },
  };
}

interface BodyInput {
  kind: Scenario;
  number: number;
  sender: SenderShare;
  person: Person;
  reportedMs: number;
  happenedMs: number;
}

/** The offence each scenario needs in order to be held or refused as expected. */
const offenceOverrides: Partial<Record<Scenario, OffenceOverrides>> = {
  'out-of-scope': { category: 'fraud', domesticAbuse: 'no' },
  unsafe: { category: 'violence-with-injury', domesticAbuse: 'yes' },
  'no-consent': { category: 'violence-with-injury', domesticAbuse: 'yes' },
  'no-contact': { category: 'violence-without-injury', domesticAbuse: 'no' },
};

function makeBody(faker: Faker, { kind, number, sender, person, reportedMs, happenedMs }: BodyInput): unknown {
  const isPolice = sender.kind === 'police';
  const offence = makeOffence(faker, new Date(happenedMs), offenceOverrides[kind]);
  const isBereaved = offence.category === 'homicide';
  const isChild = person.age < 18;
  const { address, ...victim } = person.victim;
  const reference = `${isPolice ? '06DM' : 'DEMO'}/${String(1_000_000 + number)}/${new Date(reportedMs).toISOString().slice(2, 4)}`;
  const base: Submission = {
    ...(isPolice ? { crimeReference: reference, reportedAt: toIso(reportedMs) } : { incidentReference: reference }),
    victimReference: '1',
    offence,
    victim: {
      role: isBereaved ? 'bereaved-relative' : 'direct',
      ...victim,
      familyName: victim.familyName,
      ...(kind === 'no-contact' || !address ? {} : { address }),
      occupation: pick(faker, isChild ? [['in-education', 1]] : occupations),
      optedOut: kind === 'opted-out',
      ...(isChild && kind !== 'no-guardian' ? { guardian: makeGuardian(faker, victim.familyName) } : {}),
    },
    contact: makeContact(faker, kind, person),
    consent: makeConsent(kind, { isPolice, sender, offence, isBereaved, isChild, reportedMs }),
    risk: makeRisk(faker, offence.domesticAbuse === 'yes'),
    needs: pick(faker, needs),
    referrer: {
      name: 'Officer Example',
      role: isPolice ? 'Investigating officer' : 'Caseworker',
      email: 'referrer@example.org',
    },
  };
  if (kind !== 'faulty') return base;
  return {
    ...base,
    victim: { ...base.victim, address: { ...base.victim.address, postcode: 'NOWHERE' } },
    surprise: true,
  };
}

const makeGuardian = (faker: Faker, familyName: string) => ({
  name: `${faker.person.firstName()} ${familyName}`,
  relationship: 'parent',
  phone: reservedPhone(faker),
});

function makeContact(faker: Faker, kind: Scenario, person: Person): Submission['contact'] {
  const no = { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' } as const;
  if (kind === 'unsafe') return { phone: person.phone, safe: { ...no, text: 'unknown' } };
  if (kind === 'no-contact') return { safe: { ...no, call: 'unknown', text: 'unknown' } };
  const safe = pick<Submission['contact']['safe']>(faker, [
    [{ ...no, call: 'yes', text: 'yes', voicemail: 'unknown' }, 45],
    [{ ...no, call: 'yes' }, 25],
    [{ ...no, text: 'yes' }, 12],
    [{ call: 'yes', voicemail: 'yes', text: 'yes', email: 'yes', post: 'unknown' }, 14],
    [{ ...no, email: 'yes' }, 4],
  ]);
  return { phone: person.phone, email: person.email, safe, times: 'any' };
}

interface ConsentInput {
  isPolice: boolean;
  sender: SenderShare;
  offence: Submission['offence'];
  isBereaved: boolean;
  isChild: boolean;
  reportedMs: number;
}

function makeConsent(
  kind: Scenario,
  { sender, offence, isBereaved, isChild, reportedMs }: ConsentInput,
): Submission['consent'] {
  const isSexual = offence.category === 'rape' || offence.category === 'other-sexual';
  const needsConsent = isSexual || offence.domesticAbuse === 'yes' || isBereaved || sender.kind === 'voluntary';
  if (kind === 'no-consent' || !needsConsent) return { basis: 'public-task' };
  return {
    basis: 'explicit-consent',
    givenBy: isChild ? 'parent-guardian' : 'victim',
    method: 'verbal',
    obtainedAt: toIso(reportedMs + 0.5 * hourMs),
  };
}

function makeRisk(faker: Faker, domesticAbuse: boolean): NonNullable<Submission['risk']> {
  if (!domesticAbuse)
    return {
      tool: 'none',
      level: pick(faker, [
        ['standard', 85],
        ['medium', 12],
        ['high', 3],
      ]),
    };
  const score = pick(faker, [
    [5, 45],
    [9, 15],
    [11, 22],
    [15, 12],
    [19, 6],
  ]);
  return { tool: 'dash', score };
}

const occupations: Weighted<NonNullable<Submission['victim']['occupation']>> = [
  ['employed', 52],
  ['not-working', 26],
  ['in-education', 8],
  ['retired', 5],
  ['unknown', 9],
];
const needs: Weighted<NonNullable<Submission['needs']>> = [
  [['emotional-support'], 55],
  [['emotional-support', 'safety'], 22],
  [['safety', 'advocacy'], 8],
  [['emotional-support', 'housing'], 5],
  [['emotional-support', 'drugs-alcohol'], 4],
  [['emotional-support', 'children'], 3],
  [['emotional-support', 'restorative-justice'], 3],
];
