/**
 * Every question of the pages, with the place in the referral that its answer goes to. What an answer may be comes from
 * the field registry, what is special about asking from question-definitions.ts, texts from texts/en/refer-questions.ts.
 */

import type { BranchList } from '#src/domain/submission/field.ts';
import { type VocabularyName, vocabularies } from '#src/domain/submission/kinds.ts';
import { branchRegistry, fieldAt, pointerOf } from '#src/domain/submission/registry.ts';
import {
  type FieldQuestionDefinition,
  type ItemName,
  itemNamesOf,
  type ListDefinition,
  type QuestionDefinition,
  type QuestionName,
  questionDefinitions,
} from './question-definitions.ts';

interface QuestionBase {
  /** Its label says that it may be left empty. */
  optional?: true;
  /** Required on the page although the API does not require it (see required-answers.ts). */
  required?: true;
}
/** JSON Pointer into the referral; for a question about an object of a list, into that object. */
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
  /** In characters. */
  maxLength: number;
  rows: number;
}
export interface ChoiceQuestion extends PointerQuestion {
  kind: 'choice';
  values: readonly string[];
  words: VocabularyName;
  inline?: true;
  select?: true;
}
export interface ChoicesQuestion extends PointerQuestion {
  kind: 'choices';
  values: readonly string[];
  words: VocabularyName;
}
/** Checkboxes, each of which sets its own place to true. */
export interface TicksQuestion extends QuestionBase {
  kind: 'ticks';
  places: Readonly<Record<string, string>>;
}
export interface PlainQuestion extends PointerQuestion {
  kind: 'yesNo' | 'date' | 'time' | 'number' | 'district' | 'country' | 'language';
}
/** A date and a time of day, which together make an instant. */
export interface MomentQuestion extends PointerQuestion {
  kind: 'moment';
}
export interface AddressQuestion extends PointerQuestion {
  kind: 'address';
}
/** Lines of text, one below the other. */
export interface LinesQuestion extends PointerQuestion {
  kind: 'lines';
  max: number;
}
/** Objects in a list, each with the same questions. */
export interface ListQuestion extends PointerQuestion {
  kind: 'list';
  items: readonly ItemName[];
  max: number;
}
/** A checkbox for the pages alone, not part of the referral. */
export interface PageOnlyQuestion extends QuestionBase {
  kind: 'page-only';
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
  | LinesQuestion
  | ListQuestion
  | PageOnlyQuestion;

/** The control of a kind that needs nothing else. */
const controls = {
  boolean: 'yesNo',
  date: 'date',
  timeOfDay: 'time',
  integer: 'number',
  instant: 'moment',
  district: 'district',
  country: 'country',
  language: 'language',
} as const;

export const questions = Object.fromEntries(
  Object.entries(questionDefinitions).map(([name, definition]) => [name, questionFrom(definition)]),
) as Readonly<Record<QuestionName | ItemName, Question>>;

function questionFrom(definition: QuestionDefinition): Question {
  if ('page' in definition) return { kind: 'page-only' };
  if ('list' in definition) return listQuestion(definition);
  if ('ticks' in definition) {
    const places = Object.entries(definition.ticks).map(([value, path]) => [value, pointerOf(path)]);
    return { kind: 'ticks', places: Object.fromEntries(places) };
  }
  if ('lines' in definition) {
    const pointer = pointerOf(definition.lines.slice(0, definition.lines.lastIndexOf('.')));
    return { kind: 'address', pointer, optional: true };
  }
  return fieldQuestion(definition);
}

function listQuestion(definition: ListDefinition): ListQuestion {
  const branch = (branchRegistry as BranchList)[definition.list];
  if (!branch || !('max' in branch)) throw new Error(`The registry does not describe the list ${definition.list}`);
  const pointer = pointerOf(definition.list.slice(0, -'[]'.length));
  return { kind: 'list', pointer, items: itemNamesOf(definition), max: branch.max };
}

function fieldQuestion(definition: FieldQuestionDefinition): Question {
  const { path, required, sometimesNeeded, rows, width, autocomplete, select } = definition;
  const isOptional = fieldAt(path).required === undefined && !required && !sometimesNeeded;
  const base = {
    pointer: pointerOf(path.split('[].').at(-1) ?? path),
    ...(required ? { required } : {}),
    ...(isOptional ? { optional: true as const } : {}),
  };
  const { kind } = fieldAt(path);
  const line: LineQuestion = {
    kind: 'line',
    ...base,
    ...(width ? { width } : {}),
    ...(autocomplete ? { autocomplete } : {}),
  };
  switch (kind.type) {
    case 'phone':
      return { width: 20, ...line, type: 'tel' };
    case 'email':
      return { ...line, type: 'email' };
    case 'postcode':
      return { width: 10, ...line };
    case 'text':
    case 'nullableText':
      return { kind: 'text', ...base, maxLength: kind.max, rows: rows ?? 5 };
    case 'oneOf': {
      const inline = kind.vocabulary === 'triState' ? { inline: true as const } : {};
      const values = vocabularies[kind.vocabulary];
      return { kind: 'choice', ...base, words: kind.vocabulary, values, ...inline, ...(select ? { select } : {}) };
    }
    case 'someOf':
      return { kind: 'choices', ...base, words: kind.vocabulary, values: vocabularies[kind.vocabulary] };
    case 'lines':
      return { kind: 'lines', ...base, max: kind.maxLines };
    case 'boolean':
    case 'date':
    case 'timeOfDay':
    case 'integer':
    case 'instant':
    case 'district':
    case 'country':
    case 'language':
      return { kind: controls[kind.type], ...base };
    default:
      return line;
  }
}

/** The choice "None of these"; stored as an empty list. */
export const noneOfThese = 'none';

/**
 * The names of a question's inputs, in order.
 * @param input the input's name where it is not the question's: that of one object of a list
 */
export function inputsOf(name: QuestionName | ItemName, input: string = name): string[] {
  const question = questions[name];
  switch (question.kind) {
    case 'date':
      return ['day', 'month', 'year'].map((part) => `${input}-${part}`);
    case 'moment':
      return ['day', 'month', 'year', 'time'].map((part) => `${input}-${part}`);
    case 'address':
      return ['line1', 'line2', 'town', 'postcode'].map((part) => `${input}-${part}`);
    case 'list':
      return Array.from({ length: question.max }).flatMap((_, position) => inputsOfItem(name, question, position));
    default:
      return [input];
  }
}

/** The name of the input for a question about one object of a list, for example suspects-0-name. */
export const itemInput = (list: string, position: number, item: ItemName): string =>
  `${list}-${position}-${item.slice(list.length + 1)}`;

/** The names of the inputs for one object of a list. */
export const inputsOfItem = (list: string, { items }: ListQuestion, position: number): string[] =>
  items.flatMap((item) => inputsOf(item, itemInput(list, position, item)));
