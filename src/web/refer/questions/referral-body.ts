/** Converts entered answers to the body of a referral, as the API takes it. */

import { submissionSchema } from '#src/contracts/submission/schema.ts';
import { pickValidFields } from '#src/contracts/submission/valid-fields.ts';
import type { Area } from '#src/domain/area.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { instantOf, londonDate } from '#src/domain/london.ts';
import type { Sender } from '#src/domain/sender.ts';
import { unknownDistrict } from '../../district-name.ts';
import { readDate } from '../../form/date.ts';
import { allValues, type FormValues, firstValue } from '../../form/errors.ts';
import { readTime } from '../../form/read-time.ts';
import { conditionsOfConsent, findConditions } from './conditions.ts';
import type { InputFault } from './input-fault.ts';
import { filledPositions } from './list-items.ts';
import type { ItemName, QuestionName } from './question-definitions.ts';
import { itemInput, type ListQuestion, noneOfThese, type Question, questions } from './questions.ts';
import { findMissingAnswers, findMissingDistrict } from './required-answers.ts';
import { type Audience, isAsked, questionsOf, type StepId, stepsFor } from './steps.ts';

export interface BodyContext {
  sender: Sender;
  area: Area;
  now: Date;
  /** Id of the draft, from which the reference of a partner who has none is generated. */
  draft: string;
}

export interface PreparedBody {
  /** For examineSubmission. A value that cannot be read is passed on as entered, so that the schema refuses it. */
  body: ReferralBody;
  /** The part of the body that is valid. */
  validPart: PartialSubmission;
  audience: Audience;
  /** The pages of this journey. */
  steps: StepId[];
  faults: InputFault[];
}

export type ReferralBody = Record<string, unknown>;

export const isOverride = (answers: FormValues): boolean => firstValue(answers, 'basis') === 'safeguarding-override';

/** A reference for a partner who has none: the same for one draft, so that sending twice is a resend. */
export const generateReference = (draft: string): string =>
  `WEB-${draft.replaceAll('-', '').slice(0, 16).toUpperCase()}`;

/** Has every required section, so that faults are reported for a question and not for a whole section. */
export const emptyBody = (): ReferralBody => ({ offence: {}, victim: {}, contact: { safe: {} }, consent: {} });

/** Builds the referral, without the answers that are no longer part of the journey. */
export function prepareBody(answers: FormValues, context: BodyContext): PreparedBody {
  const { kind } = context.sender;
  // What is asked in some cases only does not decide which case it is.
  const plainAudience = { kind, conditions: conditionsOfConsent(answers) };
  const known = validPartOf(bodyOf(stepsFor(plainAudience), answers, plainAudience, context).body);
  const audience = { kind, conditions: findConditions(answers, known, context) };
  const steps = stepsFor(audience);
  const { body, faults } = bodyOf(steps, answers, audience, context);
  const wantsReference = firstValue(answers, 'makeReference') !== '' && kind !== 'police';
  if (wantsReference && body.crimeReference === undefined && body.incidentReference === undefined) {
    body.incidentReference = generateReference(context.draft);
  }
  return { body, validPart: validPartOf(body), audience, steps, faults };
}

/** The answers on some pages as a referral. */
export function bodyOf(
  steps: readonly StepId[],
  answers: FormValues,
  audience: Audience,
  context: BodyContext,
): Pick<PreparedBody, 'body' | 'faults'> {
  const body = emptyBody();
  const faults: InputFault[] = [];
  for (const step of steps) {
    const names = questionsOf(step, audience);
    for (const name of names) {
      if (name !== 'overrideReason' || isOverride(answers))
        putAnswer(body, { name, input: name }, answers, { ...context, audience, faults });
    }
    faults.push(...findMissingAnswers(names, answers));
    if (names.includes('homeDistrict')) faults.push(...findMissingDistrict(validPartOf(body), answers, context.area));
  }
  return { body, faults };
}

export const validPartOf = (body: ReferralBody): PartialSubmission => pickValidFields(submissionSchema, body) ?? {};

/** A question as it is asked: about an object of a list, once for each. */
interface QuestionInput {
  name: QuestionName | ItemName;
  /** Name of its input, or the start of its inputs' names. */
  input: string;
}
interface ReadContext extends BodyContext {
  audience: Audience;
  /** Collects what cannot be read. */
  faults: InputFault[];
}

/** Writes the answer to one question to its place in the referral, or in an object of a list. */
function putAnswer(body: ReferralBody, questionInput: QuestionInput, answers: FormValues, reading: ReadContext): void {
  const { name, input } = questionInput;
  const question: Question = questions[name];
  const text = firstValue(answers, input).trim();
  switch (question.kind) {
    case 'page-only':
      return;
    case 'ticks':
      for (const [value, pointer] of Object.entries(question.places)) {
        if (allValues(answers, input).includes(value)) put(body, pointer, true);
      }
      return;
    case 'list':
      putItems(body, name as QuestionName, question, answers, reading);
      return;
    case 'lines':
      putList(body, question.pointer, filledLines(text));
      return;
    case 'choices':
      putList(body, question.pointer, allValues(answers, input));
      return;
    case 'date':
      put(body, question.pointer, readDateAnswer(questionInput, answers, reading));
      return;
    case 'moment':
      put(body, question.pointer, readMoment(questionInput, answers, reading));
      return;
    case 'address':
      putAddress(body, question.pointer, input, answers);
      return;
    case 'district':
      put(body, question.pointer, text === unknownDistrict ? undefined : text);
      return;
    case 'number':
      if (text !== '' && !wholeNumber.test(text))
        reading.faults.push({ field: input, question: name, number: 'not-whole' });
      put(body, question.pointer, parseValue(question.kind, text));
      return;
    default:
      put(body, question.pointer, parseValue(question.kind, text));
  }
}

/** An object without an answer is not sent. */
function putItems(
  body: ReferralBody,
  list: QuestionName,
  question: ListQuestion,
  answers: FormValues,
  reading: ReadContext,
): void {
  const items = question.items.filter((item) => isAsked(item, reading.audience));
  const objects = filledPositions(list, question, answers, items).map((position) => {
    const object: ReferralBody = {};
    for (const name of items) putAnswer(object, { name, input: itemInput(list, position, name) }, answers, reading);
    return object;
  });
  if (objects.length > 0) put(body, question.pointer, objects);
}

const filledLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const wholeNumber = /^\d{1,6}$/;
const yesNo: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** The value of one input as the referral has it; the text as entered if it cannot be read. */
function parseValue(kind: Question['kind'], text: string): unknown {
  if (kind === 'time') return readTime(text) ?? text;
  if (kind === 'yesNo') return yesNo[text] ?? text;
  return kind === 'number' && wholeNumber.test(text) ? Number(text) : text;
}

/** Writes a value at a JSON Pointer; an empty answer is not sent. */
function put(body: ReferralBody, pointer: string, value: unknown): void {
  if (value === undefined || value === '') return;
  const path = pointer.split('/').slice(1);
  const last = path.pop() ?? '';
  let at = body;
  for (const key of path) {
    const next = at[key];
    at[key] = typeof next === 'object' && next !== null ? next : {};
    at = at[key] as ReferralBody;
  }
  at[last] = value;
}

function putList(body: ReferralBody, pointer: string, selectedValues: readonly string[]): void {
  if (selectedValues.length === 0) return;
  put(
    body,
    pointer,
    selectedValues.filter((value) => value !== noneOfThese),
  );
}

export const addressLines = ['line1', 'line2', 'town'] as const;

function putAddress(body: ReferralBody, pointer: string, input: string, answers: FormValues): void {
  const lines = addressLines
    .map((part) => firstValue(answers, `${input}-${part}`).trim())
    .filter((line) => line !== '');
  if (lines.length > 0) put(body, `${pointer}/lines`, lines);
  put(body, `${pointer}/postcode`, firstValue(answers, `${input}-postcode`).trim());
}

/** The ISO date; a text that the schema refuses if it cannot be read. */
function readDateAnswer(
  { name, input }: QuestionInput,
  answers: FormValues,
  { now, faults }: ReadContext,
): string | undefined {
  const result = readDate(answers, input, { today: londonDate(now) });
  if (!('fault' in result)) return result.date;
  faults.push({ field: input, question: name, date: result.fault, parts: result.parts });
  return 'not a date';
}

function readMoment(questionInput: QuestionInput, answers: FormValues, reading: ReadContext): string | undefined {
  const { name, input } = questionInput;
  const { faults } = reading;
  const text = firstValue(answers, `${input}-time`).trim();
  const faultsBefore = faults.length;
  const date = readDateAnswer(questionInput, answers, reading);
  if (date === undefined && text === '') return undefined;
  const time = readTime(text);
  if (date === undefined)
    faults.push({ field: input, question: name, date: { code: 'missing' }, parts: ['day', 'month', 'year'] });
  if (time === undefined) {
    faults.push({ field: `${input}-time`, question: name, time: text === '' ? 'missing' : 'not-real' });
  }
  if (faults.length > faultsBefore || date === undefined || time === undefined) return 'not an instant';
  return instantOf(date, time).toISOString();
}
