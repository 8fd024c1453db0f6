/**
 * Every question of the pages, with the place in the referral that its answer goes to. What an answer may be comes from
 * the field registry, what is special about asking from asked-fields.ts, texts from texts/en/refer-questions.ts.
 */
import { type VocabularyName, vocabularies } from '#src/domain/submission/kinds.ts';
import { fieldAt, pointerOf } from '#src/domain/submission/registry.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import { type AnyAsking, askings, type FieldAsking, type QuestionName, questionNames } from './asked-fields.ts';

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
  questionNames.map((name) => [name, questionFrom(askings[name])]),
) as Readonly<Record<QuestionName, Question>>;

function questionFrom(asking: AnyAsking): Question {
  const kinds = asking.kinds ? { kinds: asking.kinds } : {};
  if ('page' in asking) return { kind: 'wish', ...kinds };
  if ('ticks' in asking) {
    const places = Object.entries(asking.ticks).map(([value, path]) => [value, pointerOf(path)]);
    return { kind: 'ticks', places: Object.fromEntries(places), ...kinds };
  }
  if ('lines' in asking) {
    const pointer = pointerOf(asking.lines.slice(0, asking.lines.lastIndexOf('.')));
    return { kind: 'address', pointer, optional: true, ...kinds };
  }
  return fieldQuestion(asking);
}

function fieldQuestion(asking: FieldAsking): Question {
  const { path, required, sometimesNeeded, rows, width, autocomplete, select, kinds } = asking;
  const isOptional = fieldAt(path).required === undefined && !required && !sometimesNeeded;
  const base = {
    pointer: pointerOf(path),
    ...(kinds ? { kinds } : {}),
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
      throw new Error(`A list of lines has no question of its own: ${path}`);
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
