/**
 * What is special about asking a field: a short name, its wording on another kind of control, who is asked, whether an
 * answer is needed. A field that is not named here is asked too, on the page that the field registry says, in the plain
 * way of its kind and by its label.
 */
import type { FormPage } from '#src/domain/submission/field.ts';
import { type FieldPath, fieldAt, fieldPaths, type fieldRegistry } from '#src/domain/submission/registry.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import type { Condition } from './condition-names.ts';

interface BaseDefinition {
  /** Who is asked; everyone by default. */
  kinds?: readonly SenderKind[];
  /** Asked only then; in every case by default. */
  condition?: Condition;
}
export interface FieldQuestionDefinition extends BaseDefinition {
  path: FieldPath;
  /** Required on the page although the API does not require it (see required-answers.ts). */
  required?: true;
  /** Needed in some cases, so that the label does not say that it may be left empty. */
  sometimesNeeded?: true;
  rows?: number;
  width?: 2 | 3 | 4 | 5 | 10 | 20;
  /** Only for the user's own details. */
  autocomplete?: string;
  /** A choice from a drop-down list. */
  select?: true;
}
/** Checkboxes, each of which sets its own field to true. */
interface TicksDefinition extends BaseDefinition {
  ticks: Readonly<Record<string, FieldPath>>;
}
interface AddressDefinition extends BaseDefinition {
  lines: FieldPath;
  postcode: FieldPath;
}
/** A checkbox for the pages alone, not part of the referral. */
interface PageOnlyDefinition extends BaseDefinition {
  page: FormPage;
}
/** Objects in a list, each with the same questions. */
export interface ListDefinition extends BaseDefinition {
  list: string;
}
export type QuestionDefinition =
  | FieldQuestionDefinition
  | TicksDefinition
  | AddressDefinition
  | PageOnlyDefinition
  | ListDefinition;

const police = ['police'] as const;
const partners = ['statutory', 'voluntary'] as const;

const specialQuestions = {
  'your-name': { path: 'referrer.name', autocomplete: 'name', required: true },
  'your-role': { path: 'referrer.role', autocomplete: 'organization-title' },
  'your-email': { path: 'referrer.email', autocomplete: 'email', sometimesNeeded: true },
  'your-phone': { path: 'referrer.phone', autocomplete: 'tel', sometimesNeeded: true },
  remember: { page: 'about-you' },

  role: { path: 'victim.role' },
  givenName: { path: 'victim.givenName' },
  familyName: { path: 'victim.familyName' },
  alsoKnownAs: { path: 'victim.alsoKnownAs', kinds: police },
  dateOfBirth: { path: 'victim.dateOfBirth' },
  sex: { path: 'victim.sex' },
  noFixedAddress: { ticks: { yes: 'victim.noFixedAddress' } },
  address: { lines: 'victim.address.lines', postcode: 'victim.address.postcode' },
  homeDistrict: { path: 'victim.address.district', sometimesNeeded: true },
  language: { path: 'victim.language' },
  interpreter: { path: 'victim.interpreterNeeded' },
  accessNeeds: { path: 'victim.accessNeeds', rows: 4 },
  'guardian-name': { path: 'victim.guardian.name' },
  'guardian-relationship': { path: 'victim.guardian.relationship', width: 20 },
  'guardian-phone': { path: 'victim.guardian.phone' },

  category: { path: 'offence.category' },
  occurredOn: { path: 'offence.occurredOn' },
  occurredAt: { path: 'offence.occurredAt' },
  crimeReference: { path: 'crimeReference', width: 20, sometimesNeeded: true },
  incidentReference: { path: 'incidentReference', width: 20, sometimesNeeded: true },
  makeReference: { page: 'references', kinds: partners },
  groupReference: { path: 'groupReference', width: 20, kinds: police },
  victimReference: { path: 'victimReference', width: 5 },
  reportedAt: { path: 'reportedAt', kinds: police, sometimesNeeded: true },
  homeOfficeCode: { path: 'offence.homeOfficeCode', width: 5, kinds: police },
  district: { path: 'offence.district', required: true },
  locationType: { path: 'offence.locationType', select: true, required: true },
  method: { path: 'offence.method', select: true, required: true },
  domesticAbuse: { path: 'offence.domesticAbuse', required: true },
  knifeEnabled: { path: 'offence.knifeEnabled', required: true },
  firearm: { path: 'offence.firearm', required: true },
  honourBased: { path: 'offence.honourBased', required: true },
  modernSlavery: { path: 'offence.modernSlavery', required: true },
  childExploitation: { path: 'offence.childExploitation', required: true },
  alcoholInvolved: { path: 'offence.alcoholInvolved', required: true },
  hateStrands: { path: 'offence.hateStrands', required: true },
  summary: { path: 'offence.summary', rows: 8 },

  'suspects-relationship': { path: 'suspects[].relationship', select: true },
  'suspects-isGuardian': { path: 'suspects[].isGuardian', condition: 'child' },
  'suspects-status': { path: 'suspects[].status', select: true },
  'suspects-statusAt': { path: 'suspects[].statusAt', kinds: police },
  'suspects-noContactCondition': { path: 'suspects[].noContactCondition', kinds: ['police', 'voluntary'] },
  'suspects-releaseOn': { path: 'suspects[].releaseOn', kinds: police },

  phone: { path: 'contact.phone', sometimesNeeded: true },
  email: { path: 'contact.email', sometimesNeeded: true },
  'safe-call': { path: 'contact.safe.call' },
  'safe-voicemail': { path: 'contact.safe.voicemail' },
  'safe-text': { path: 'contact.safe.text' },
  'safe-email': { path: 'contact.safe.email' },
  'safe-post': { path: 'contact.safe.post' },
  mustNotKnow: { path: 'contact.mustNotKnow', rows: 2 },
  mayAnswer: { path: 'contact.mayAnswer', rows: 2 },
  codeWord: { path: 'contact.codeWord', width: 20 },
  withholdNumber: { ticks: { yes: 'contact.withholdNumber' } },
  postTo: { lines: 'contact.postTo.lines', postcode: 'contact.postTo.postcode' },
  times: { path: 'contact.times', rows: 2 },
  instructions: { path: 'contact.instructions', rows: 4 },
  'alternative-name': { path: 'contact.alternative.name' },
  'alternative-relationship': { path: 'contact.alternative.relationship', width: 20 },
  'alternative-phone': { path: 'contact.alternative.phone', sometimesNeeded: true },

  riskTool: { path: 'risk.tool', required: true },
  score: { path: 'risk.score' },
  riskLevel: { path: 'risk.level' },
  judgement: { ticks: { yes: 'risk.professionalJudgement' } },
  toStaff: { path: 'risk.toStaff', rows: 3 },

  'household-pregnant': { path: 'household.pregnant', condition: 'pregnancy' },
  'safeguarding-adult': { path: 'safeguarding.adult', condition: 'adult-abuse' },
  needs: { path: 'needs', required: true },
  wishes: { path: 'wishes', rows: 3 },
  assessed: {
    ticks: {
      persistentlyTargeted: 'victim.persistentlyTargeted',
      vulnerableOrIntimidated: 'victim.vulnerableOrIntimidated',
    },
  },

  basis: { path: 'consent.basis' },
  overrideReason: { path: 'consent.overrideReason', rows: 4, sometimesNeeded: true },
  optedOut: { ticks: { yes: 'victim.optedOut' } },
  givenBy: { path: 'consent.givenBy' },
  consentMethod: { path: 'consent.method' },
  obtainedAt: { path: 'consent.obtainedAt' },
  shareWithPartners: { path: 'consent.shareWithPartners', condition: 'abuse' },

  ethnicity: { path: 'victim.ethnicity', select: true },
  occupation: { path: 'victim.occupation' },
  sexualOrientation: { path: 'characteristics.sexualOrientation', select: true },
  religion: { path: 'characteristics.religion', select: true },
  genderSameAsAtBirth: { path: 'characteristics.genderSameAsAtBirth', select: true },
  armedForces: { path: 'characteristics.armedForces', select: true },
} as const satisfies Record<string, QuestionDefinition>;

export type SpecialQuestionName = keyof typeof specialQuestions;

type PathIn<Question> = Question extends { path: infer Path }
  ? Path
  : Question extends { ticks: infer Ticks }
    ? Ticks[keyof Ticks]
    : Question extends { lines: infer Lines; postcode: infer Postcode }
      ? Lines | Postcode
      : never;

type AskedPath = {
  [Path in FieldPath]: (typeof fieldRegistry)[Path]['page'] extends FormPage ? Path : never;
}[FieldPath];
/** Fields that a page asks and that have no question above. */
type PlainPath = Exclude<AskedPath, PathIn<(typeof specialQuestions)[SpecialQuestionName]>>;
type NameOf<Path extends string> = Path extends `${infer Head}[].${infer Rest}`
  ? `${NameOf<Head>}-${NameOf<Rest>}`
  : Path extends `${infer Head}.${infer Rest}`
    ? `${Head}-${NameOf<Rest>}`
    : Path;
/** A field's path with hyphens, such as victim-preferredName. */
export type PlainQuestionName = NameOf<PlainPath>;

type InList = `${string}[].${string}`;
type SpecialItemName = {
  [Name in SpecialQuestionName]: [PathIn<(typeof specialQuestions)[Name]>] extends [never]
    ? never
    : PathIn<(typeof specialQuestions)[Name]> extends InList
      ? Name
      : never;
}[SpecialQuestionName];
/** A question about one object of a list, such as suspects-name. */
export type ItemName = SpecialItemName | NameOf<Extract<PlainPath, InList>>;
type ListPathOf<Path> = Path extends `${infer List}[].${string}` ? List : never;
/** A list of objects, such as suspects. */
export type ListName = NameOf<ListPathOf<AskedPath>>;
/** A question of a page. */
export type QuestionName = Exclude<SpecialQuestionName | PlainQuestionName, ItemName> | ListName;

const nameOf = (path: string): string => path.replaceAll('[].', '-').replaceAll('.', '-');
const isInList = (path: string): boolean => path.includes('[].');
const askedPaths = fieldPaths.filter((path) => typeof fieldAt(path).page === 'string');

/** The fields that a question asks. */
export function pathsOf(question: QuestionDefinition): FieldPath[] {
  if ('path' in question) return [question.path];
  if ('ticks' in question) return Object.values(question.ticks);
  if ('list' in question) return askedPaths.filter((path) => path.startsWith(`${question.list}.`));
  return 'lines' in question ? [question.lines, question.postcode] : [];
}

const specialPaths = new Set(Object.values<QuestionDefinition>(specialQuestions).flatMap(pathsOf));

/** The fields that are asked in the plain way of their kind, by the names of their questions. */
export const plainPaths = Object.fromEntries(
  askedPaths.filter((path) => !specialPaths.has(path)).map((path) => [nameOf(path), path]),
) as Record<PlainQuestionName, FieldPath>;

const plainQuestions = Object.fromEntries(
  Object.entries<FieldPath>(plainPaths).map(([name, path]) => [name, { path }]),
) as Record<PlainQuestionName, FieldQuestionDefinition>;

const lists = [...new Set(askedPaths.filter(isInList).map((path) => path.slice(0, path.indexOf('[].'))))];
/** The lists of objects that are asked, by the names of their questions. */
export const listPaths = Object.fromEntries(lists.map((list) => [nameOf(list), `${list}[]`])) as Record<
  ListName,
  string
>;
const listQuestions = Object.fromEntries(
  Object.entries<string>(listPaths).map(([name, list]) => [name, { list }]),
) as Record<ListName, ListDefinition>;

export const questionDefinitions: Readonly<Record<QuestionName | ItemName, QuestionDefinition>> = {
  ...plainQuestions,
  ...specialQuestions,
  ...listQuestions,
};

const allNames = Object.keys(questionDefinitions) as (QuestionName | ItemName)[];
const isItemName = (name: QuestionName | ItemName): name is ItemName => {
  const definition = questionDefinitions[name];
  return 'path' in definition && isInList(definition.path);
};
export const questionNames = allNames.filter((name): name is QuestionName => !isItemName(name));

/** The questions about each object of a list, in the order of the field registry. */
export function itemNamesOf(list: ListDefinition): ItemName[] {
  const paths = pathsOf(list);
  return paths.flatMap((path) =>
    allNames.filter(isItemName).filter((name) => pathsOf(questionDefinitions[name]).includes(path)),
  );
}

/** The page of a question. */
export function pageOf(name: QuestionName | ItemName): FormPage {
  const question = questionDefinitions[name];
  if ('page' in question) return question.page;
  const [path] = pathsOf(question);
  const page = path && fieldAt(path).page;
  if (typeof page !== 'string') throw new Error(`The field registry says that no page asks ${path}`);
  return page;
}
