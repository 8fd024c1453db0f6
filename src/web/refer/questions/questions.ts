/**
 * Every question of the pages, with the place in the referral that its answer goes to. The submission's schema and the
 * rules validate the answers; the texts of the questions are in texts/en/refer-questions.ts.
 */
import {
  channels,
  consentBases,
  consentGivers,
  consentMethods,
  ethnicities,
  hateStrands,
  locationTypes,
  methods,
  needs,
  occupations,
  offenceCategories,
  offenceFlags,
  riskLevels,
  riskTools,
  type SenderKind,
  sexes,
  triStates,
  victimRoles,
} from '#src/domain/vocabulary.ts';
import type { words } from '../../texts/en/words.ts';

/** Which vocabulary of the texts names the values. */
export type WordList = keyof typeof words;

interface QuestionBase {
  /** Who is asked; everyone by default. */
  kinds?: readonly SenderKind[];
  /** Its label says that it may be left empty. */
  optional?: true;
  /** Required on the page although the API does not require it (see required-answers.ts). */
  required?: true;
}
/** JSON Pointer into the referral. */
interface PointerQuestion extends QuestionBase {
  pointer: string;
}

export interface LineQuestion extends PointerQuestion {
  kind: 'line';
  type?: 'email' | 'tel';
  width?: 2 | 3 | 4 | 5 | 10 | 20;
  /** Only for the user's own details. */
  autocomplete?: string;
}
export interface TextQuestion extends PointerQuestion {
  kind: 'text';
  /** In characters; the same as in the schema. */
  maxLength: number;
  rows: number;
}
export interface ChoiceQuestion extends PointerQuestion {
  kind: 'choice';
  values: readonly string[];
  words: WordList;
  inline?: true;
  select?: true;
}
export interface ChoicesQuestion extends PointerQuestion {
  kind: 'choices';
  values: readonly string[];
  words: WordList;
}
/** Checkboxes, each of which sets its own place to true. */
export interface TicksQuestion extends QuestionBase {
  kind: 'ticks';
  places: Readonly<Record<string, string>>;
}
export interface PlainQuestion extends PointerQuestion {
  kind: 'yesNo' | 'date' | 'time' | 'number' | 'district' | 'language';
}
/** A date and a time of day, which together make an instant. */
export interface MomentQuestion extends PointerQuestion {
  kind: 'moment';
}
export interface AddressQuestion extends PointerQuestion {
  kind: 'address';
}
/** A checkbox for the pages alone, not part of the referral. */
export interface PageOnlyQuestion extends QuestionBase {
  kind: 'wish';
}

export type Question =
  | LineQuestion
  | TextQuestion
  | ChoiceQuestion
  | ChoicesQuestion
  | TicksQuestion
  | PlainQuestion
  | MomentQuestion
  | AddressQuestion
  | PageOnlyQuestion;

type LineOptions = Omit<LineQuestion, 'kind' | 'pointer'>;
const line = (pointer: string, options: LineOptions = {}): LineQuestion => ({ kind: 'line', pointer, ...options });
const text = (pointer: string, maxLength: number, rows = 5): TextQuestion => ({
  kind: 'text',
  pointer,
  maxLength,
  rows,
});
type ChoiceOptions = Pick<ChoiceQuestion, 'inline' | 'select' | 'optional' | 'required'>;
const choice = (
  pointer: string,
  words: WordList,
  values: readonly string[],
  options: ChoiceOptions = {},
): ChoiceQuestion => ({
  kind: 'choice',
  pointer,
  words,
  values,
  ...options,
});
const choices = (pointer: string, words: WordList, values: readonly string[]): ChoicesQuestion => ({
  kind: 'choices',
  pointer,
  words,
  values,
});
const optional = <Any extends Question>(question: Any): Any => ({ ...question, optional: true });
const required = <Any extends Question>(question: Any): Any => ({ ...question, required: true });
const plain = (kind: PlainQuestion['kind'], pointer: string): PlainQuestion => ({ kind, pointer });
const triStateChoice = (pointer: string): ChoiceQuestion => choice(pointer, 'triState', triStates, { inline: true });
const questionsByName = <Name extends string>(names: readonly Name[], build: (name: Name) => Question) =>
  Object.fromEntries(names.map((name) => [name, build(name)])) as Record<Name, Question>;

const police = ['police'] as const;
const partners = ['statutory', 'voluntary'] as const;

const safe = Object.fromEntries(
  channels.map((channel) => [`safe-${channel}`, triStateChoice(`/contact/safe/${channel}`)]),
) as Record<`safe-${(typeof channels)[number]}`, Question>;

const allQuestions = {
  'your-name': required(line('/referrer/name', { autocomplete: 'name' })),
  'your-role': optional(line('/referrer/role', { autocomplete: 'organization-title' })),
  'your-email': line('/referrer/email', { autocomplete: 'email', type: 'email' }),
  'your-phone': line('/referrer/phone', { autocomplete: 'tel', type: 'tel', width: 20 }),
  remember: { kind: 'wish' },

  role: choice('/victim/role', 'victimRole', victimRoles),
  givenName: optional(line('/victim/givenName')),
  familyName: line('/victim/familyName'),
  dateOfBirth: optional(plain('date', '/victim/dateOfBirth')),
  noFixedAddress: { kind: 'ticks', places: { yes: '/victim/noFixedAddress' } },
  address: { kind: 'address', pointer: '/victim/address', optional: true },
  homeDistrict: plain('district', '/victim/address/district'),
  language: optional(plain('language', '/victim/language')),
  interpreter: optional(plain('yesNo', '/victim/interpreterNeeded')),
  accessNeeds: optional(text('/victim/accessNeeds', 1000, 4)),
  'guardian-name': line('/victim/guardian/name'),
  'guardian-relationship': optional(line('/victim/guardian/relationship', { width: 20 })),
  'guardian-phone': optional(line('/victim/guardian/phone', { type: 'tel', width: 20 })),

  category: choice('/offence/category', 'offenceCategory', offenceCategories),
  occurredOn: optional(plain('date', '/offence/occurredOn')),
  occurredAt: optional(plain('time', '/offence/occurredAt')),
  crimeReference: line('/crimeReference', { width: 20 }),
  incidentReference: line('/incidentReference', { width: 20 }),
  makeReference: { kind: 'wish', kinds: partners },
  victimReference: line('/victimReference', { width: 5, optional: true }),
  reportedAt: { kind: 'moment', pointer: '/reportedAt', kinds: police },
  homeOfficeCode: line('/offence/homeOfficeCode', { width: 5, optional: true, kinds: police }),
  district: plain('district', '/offence/district'),
  locationType: choice('/offence/locationType', 'locationType', locationTypes, { select: true, required: true }),
  method: choice('/offence/method', 'method', methods, { select: true, required: true }),
  ...questionsByName(offenceFlags, (flag) => required(triStateChoice(`/offence/${flag}`))),
  alcoholInvolved: required(triStateChoice('/offence/alcoholInvolved')),
  hateStrands: required(choices('/offence/hateStrands', 'hateStrand', hateStrands)),
  summary: optional(text('/offence/summary', 2000, 8)),

  phone: line('/contact/phone', { type: 'tel', width: 20 }),
  email: line('/contact/email', { type: 'email' }),
  ...safe,
  times: optional(text('/contact/times', 500, 2)),
  instructions: optional(text('/contact/instructions', 1000, 4)),
  'alternative-name': line('/contact/alternative/name'),
  'alternative-relationship': optional(line('/contact/alternative/relationship', { width: 20 })),
  'alternative-phone': line('/contact/alternative/phone', { type: 'tel', width: 20 }),

  riskTool: required(choice('/risk/tool', 'riskTool', riskTools)),
  score: optional(plain('number', '/risk/score')),
  riskLevel: optional(choice('/risk/level', 'riskLevel', riskLevels)),
  judgement: { kind: 'ticks', places: { yes: '/risk/professionalJudgement' } },
  toStaff: optional(text('/risk/toStaff', 1000, 3)),

  needs: required(choices('/needs', 'need', needs)),
  assessed: {
    kind: 'ticks',
    places: {
      persistentlyTargeted: '/victim/persistentlyTargeted',
      vulnerableOrIntimidated: '/victim/vulnerableOrIntimidated',
    },
  },

  basis: choice('/consent/basis', 'consentBasis', consentBases),
  overrideReason: text('/consent/overrideReason', 1000, 4),
  optedOut: { kind: 'ticks', places: { yes: '/victim/optedOut' } },
  givenBy: optional(choice('/consent/givenBy', 'consentGiver', consentGivers)),
  consentMethod: optional(choice('/consent/method', 'consentMethod', consentMethods)),
  obtainedAt: { kind: 'moment', pointer: '/consent/obtainedAt', optional: true },

  sex: optional(choice('/victim/sex', 'sex', sexes)),
  ethnicity: choice('/victim/ethnicity', 'ethnicity', ethnicities, { select: true, optional: true }),
  occupation: optional(choice('/victim/occupation', 'occupation', occupations)),
} as const satisfies Record<string, Question>;

export type QuestionName = keyof typeof allQuestions;
export const questions: Readonly<Record<QuestionName, Question>> = allQuestions;
export const questionNames = Object.keys(allQuestions) as QuestionName[];

/** The choice "None of these"; stored as an empty list. */
export const noneOfThese = 'none';

/** The names of a question's inputs, in order. */
export function inputsOf(name: QuestionName): string[] {
  switch (questions[name].kind) {
    case 'date':
      return ['day', 'month', 'year'].map((part) => `${name}-${part}`);
    case 'moment':
      return ['day', 'month', 'year', 'time'].map((part) => `${name}-${part}`);
    case 'address':
      return ['line1', 'line2', 'town', 'postcode'].map((part) => `${name}-${part}`);
    default:
      return [name];
  }
}
