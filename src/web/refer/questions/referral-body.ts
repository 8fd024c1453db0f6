/** Converts entered answers to the body of a referral, as the API takes it. */

import { submissionSchema } from '#src/contracts/submission/schema.ts';
import { pickValidFields } from '#src/contracts/submission/valid-fields.ts';
import type { Area } from '#src/domain/area.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { instantOf, londonDate } from '#src/domain/london.ts';
import type { Sender } from '#src/domain/sender.ts';
import { readDate } from '../../form/date.ts';
import { allValues, type FormValues, firstValue } from '../../form/errors.ts';
import { readTime } from '../../form/read-time.ts';
import type { QuestionName } from './asked-fields.ts';
import type { InputFault } from './input-fault.ts';
import { noneOfThese, type Question, questions } from './questions.ts';
import { findMissingAnswers } from './required-answers.ts';
import { questionsOf, type StepId, stepIds, steps } from './steps.ts';

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
  /** The pages of this journey. */
  steps: StepId[];
  faults: InputFault[];
}

export type ReferralBody = Record<string, unknown>;

export const hasAgreed = (answers: FormValues): boolean => firstValue(answers, 'basis') === 'explicit-consent';
export const isOverride = (answers: FormValues): boolean => firstValue(answers, 'basis') === 'safeguarding-override';

/** A reference for a partner who has none: the same for one draft, so that sending twice is a resend. */
export const generateReference = (draft: string): string =>
  `WEB-${draft.replaceAll('-', '').slice(0, 16).toUpperCase()}`;

/** Has every required section, so that faults are reported for a question and not for a whole section. */
export const emptyBody = (): ReferralBody => ({ offence: {}, victim: {}, contact: { safe: {} }, consent: {} });

/** Builds the referral, without the answers on pages that are no longer part of the journey. */
export function prepareBody(answers: FormValues, context: BodyContext): PreparedBody {
  const body = emptyBody();
  const faults: InputFault[] = [];
  const includedSteps: StepId[] = [];
  const include = (step: StepId): void => {
    includedSteps.push(step);
    const pageQuestions = questionsOf(step, context.sender.kind);
    for (const name of pageQuestions) {
      if (name === 'overrideReason' && !isOverride(answers)) continue;
      putAnswer(body, name, answers, context, faults);
    }
    faults.push(...findMissingAnswers(pageQuestions, answers));
  };
  for (const id of stepIds) {
    const { condition: only } = steps[id];
    if (only === undefined || (only === 'agreed' && hasAgreed(answers))) include(id);
  }
  const wantsReference = firstValue(answers, 'makeReference') !== '' && context.sender.kind !== 'police';
  if (wantsReference && body.crimeReference === undefined && body.incidentReference === undefined) {
    body.incidentReference = generateReference(context.draft);
  }
  if (deriveFacts(validPartOf(body), context.area.rules, context.now).isChild) include('guardian');
  return { body, validPart: validPartOf(body), steps: stepIds.filter((id) => includedSteps.includes(id)), faults };
}

export const validPartOf = (body: ReferralBody): PartialSubmission => pickValidFields(submissionSchema, body) ?? {};

/** Writes the answer to one question to its place in the referral. */
export function putAnswer(
  body: ReferralBody,
  name: QuestionName,
  answers: FormValues,
  context: BodyContext,
  faults: InputFault[],
): void {
  const question: Question = questions[name];
  const text = firstValue(answers, name).trim();
  switch (question.kind) {
    case 'wish':
      return;
    case 'ticks':
      for (const [value, pointer] of Object.entries(question.places)) {
        if (allValues(answers, name).includes(value)) put(body, pointer, true);
      }
      return;
    case 'choices':
      putList(body, question.pointer, allValues(answers, name));
      return;
    case 'date':
      put(body, question.pointer, readDateAnswer(name, answers, context, faults));
      return;
    case 'moment':
      put(body, question.pointer, readMoment(name, answers, context, faults));
      return;
    case 'address':
      putAddress(body, name, answers);
      return;
    case 'number':
      if (text !== '' && !wholeNumber.test(text)) faults.push({ field: name, question: name, number: 'not-whole' });
      put(body, question.pointer, parseValue(question.kind, text));
      return;
    default:
      put(body, question.pointer, parseValue(question.kind, text));
  }
}

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

function putAddress(body: ReferralBody, name: QuestionName, answers: FormValues): void {
  const lines = addressLines.map((part) => firstValue(answers, `${name}-${part}`).trim()).filter((line) => line !== '');
  if (lines.length > 0) put(body, '/victim/address/lines', lines);
  put(body, '/victim/address/postcode', firstValue(answers, `${name}-postcode`).trim());
}

/** The ISO date; a text that the schema refuses if it cannot be read. */
function readDateAnswer(
  name: QuestionName,
  answers: FormValues,
  context: BodyContext,
  faults: InputFault[],
): string | undefined {
  const result = readDate(answers, name, { today: londonDate(context.now) });
  if (!('fault' in result)) return result.date;
  faults.push({ field: name, question: name, date: result.fault, parts: result.parts });
  return 'not a date';
}

function readMoment(
  name: QuestionName,
  answers: FormValues,
  context: BodyContext,
  faults: InputFault[],
): string | undefined {
  const text = firstValue(answers, `${name}-time`).trim();
  const faultsBefore = faults.length;
  const date = readDateAnswer(name, answers, context, faults);
  if (date === undefined && text === '') return undefined;
  const time = readTime(text);
  if (date === undefined)
    faults.push({ field: name, question: name, date: { code: 'missing' }, parts: ['day', 'month', 'year'] });
  if (time === undefined) {
    faults.push({ field: `${name}-time`, question: name, time: text === '' ? 'missing' : 'not-real' });
  }
  if (faults.length > faultsBefore || date === undefined || time === undefined) return 'not an instant';
  return instantOf(date, time).toISOString();
}
