/** Valid, ordinary referrals of invented people, to be changed one field at a time. */
import type { Submission } from '#src/domain/submission.ts';

/** The time of receipt of the ordinary referral: a Thursday morning in winter time. */
export const receivedAt = new Date('2026-11-19T09:00:00Z');

/** Any part of a T; undefined removes a field. */
export type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Overrides<T[K]> | undefined }
    : T;

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of `base` with the fields of `over`; lists are replaced, undefined removes a field. */
export function mergeOverrides<T>(base: T, over: Overrides<T>): T {
  return mergedPlain(base as Plain, over as Plain) as T;
}

function mergedPlain(base: Plain, over: Plain): Plain {
  const out: Plain = structuredClone(base);
  for (const [key, value] of Object.entries(over)) {
    const before = out[key];
    if (value === undefined) delete out[key];
    else out[key] = isPlain(value) ? mergedPlain(isPlain(before) ? before : {}, value) : structuredClone(value);
  }
  return out;
}

/** A police referral of an adult hurt in the street, reported the evening before `receivedAt`. */
const ordinary: Submission = {
  crimeReference: '06AB/0001234/26',
  victimReference: '1',
  reportedAt: '2026-11-18T21:40:00Z',
  offence: {
    category: 'violence-with-injury',
    homeOfficeCode: '8N',
    occurredOn: '2026-11-18',
    occurredAt: '21:30',
    district: 'E08000003',
    locationType: 'street',
    method: 'body',
    alcoholInvolved: 'unknown',
    domesticAbuse: 'no',
    knifeEnabled: 'no',
    firearm: 'no',
    honourBased: 'no',
    modernSlavery: 'no',
    childExploitation: 'no',
    hateStrands: [],
    summary: 'Assaulted outside a shop.',
  },
  victim: {
    role: 'direct',
    givenName: 'Sam',
    familyName: 'Example',
    dateOfBirth: '1990-02-03',
    sex: 'female',
    ethnicity: 'W1',
    address: { lines: ['1 Example Street'], postcode: 'M1 1AE', district: 'E08000003' },
    language: 'en',
    interpreterNeeded: false,
    optedOut: false,
  },
  contact: {
    phone: '+447700900123',
    email: 'sam@example.org',
    safe: { call: 'yes', voicemail: 'yes', text: 'yes', email: 'yes', post: 'no' },
    times: 'any',
  },
  consent: { basis: 'public-task' },
  risk: { tool: 'none', level: 'standard', professionalJudgement: false },
  needs: ['emotional-support'],
  referrer: {
    name: 'Officer Example',
    role: 'Investigating officer',
    email: 'officer@example.org',
    phone: '+441614960000',
  },
};

/** The ordinary referral with these changes. */
export const submission = (over: Overrides<Submission> = {}): Submission => mergeOverrides<Submission>(ordinary, over);

/** No way to reach the person is safe, so the referral is held. */
export const nothingSafe = { call: 'no', voicemail: 'no', text: 'no', email: 'no', post: 'no' } as const;
export const noSafeContact = { contact: { safe: nothingSafe } } as const;

/** Explicit consent by the victim, recorded in full. */
export const explicitConsent = {
  basis: 'explicit-consent',
  givenBy: 'victim',
  method: 'verbal',
  obtainedAt: '2026-11-18T22:00:00Z',
} as const;

/** A husband reads her phone, and she does not know of the referral. */
export const watchedAtHome: Overrides<Submission> = {
  offence: { domesticAbuse: 'yes', summary: 'Treated for a broken wrist. He did not leave the room.' },
  victim: { preferredName: 'Sammy', language: 'pa', interpreterNeeded: true },
  contact: {
    safe: { call: 'yes', voicemail: 'no', text: 'yes', email: 'yes', post: 'yes' },
    times: 'Weekdays from 9 to 11, when he is at work',
    instructions: 'Say that you call from the dentist.',
    mustNotKnow: 'Her husband and his brother',
    mayAnswer: 'Her sister Jo, on the other number',
    codeWord: 'bluebell',
    withholdNumber: true,
    alternative: { name: 'Jo Example', relationship: 'sister', phone: '+447700900456' },
  },
  consent: {
    basis: 'safeguarding-override',
    personAware: 'no',
    overrideReason: 'He would not let her speak alone. Begin by asking whether she can talk.',
  },
  risk: { tool: 'dash', level: 'high', professionalJudgement: true },
  household: { children: [{ age: 4, livesWithVictim: 'yes', witnessed: 'unknown' }] },
  safeguarding: { children: 'not-made' },
  suspects: [
    {
      name: 'Alex Example',
      relationship: 'partner',
      livesWithVictim: 'yes',
      hasAccessTo: ['phone'],
      status: 'bailed',
      statusAt: '2026-11-18T23:00:00Z',
      noContactCondition: 'yes',
    },
  ],
};
