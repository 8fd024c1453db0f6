/** Converts entered answers to the body of a referral, as the API takes it. */
import { salvage } from '#src/contracts/submission/salvage.ts';
import { submissionSchema } from '#src/contracts/submission/schema.ts';
import type { Area } from '#src/domain/area.ts';
import type { Given } from '#src/domain/judgement/given.ts';
import { read } from '#src/domain/judgement/reading.ts';
import { instantOf, londonDate } from '#src/domain/london.ts';
import type { Sender } from '#src/usecases/submit-referral.ts';
import { type DateFault, type DatePart, readDate } from '../form/date.ts';
import { allTyped, typedAs, type Values } from '../form/errors.ts';
import { readTime } from '../form/time-of-day.ts';
import { missingOn } from './asked.ts';
import { noneOfThese, type Question, type QuestionName, questions } from './questions.ts';
import { questionsOf, type StepId, stepIds, steps } from './steps.ts';

export interface Setting {
  sender: Sender;
  area: Area;
  now: Date;
  /** Id of the draft, from which the reference of a partner who has none is generated. */
  draft: string;
}

/** A missing answer, or a date, time or number that cannot be read. The rules check what the answers mean. */
export type TypedFault =
  | { field: string; question: QuestionName; date: DateFault; parts: readonly DatePart[] }
  | { field: string; question: QuestionName; time: 'missing' | 'not-real' }
  | { field: string; question: QuestionName; number: 'not-whole' }
  | { field: string; question: QuestionName; missing: true };

export interface Drawn {
  /** For examineSubmission. A value that cannot be read is passed on as entered, so that the schema refuses it. */
  body: Body;
  /** The part of the body that is valid. */
  given: Given;
  /** The pages of this journey. */
  steps: StepId[];
  faults: TypedFault[];
}

export type Body = Record<string, unknown>;

export const isAgreed = (answers: Values): boolean => typedAs(answers, 'basis') === 'explicit-consent';
export const isOverride = (answers: Values): boolean => typedAs(answers, 'basis') === 'safeguarding-override';

/** A reference for a partner who has none: the same for one draft, so that sending twice is a resend. */
export const madeReference = (draft: string): string => `WEB-${draft.replaceAll('-', '').slice(0, 16).toUpperCase()}`;

/** Has every required section, so that faults are reported for a question and not for a whole section. */
export const emptyBody = (): Body => ({ offence: {}, victim: {}, contact: { safe: {} }, consent: {} });

/** Builds the referral, without the answers on pages that are no longer part of the journey. */
export function drawBody(answers: Values, setting: Setting): Drawn {
  const body = emptyBody();
  const faults: TypedFault[] = [];
  const included: StepId[] = [];
  const include = (step: StepId): void => {
    included.push(step);
    const asked = questionsOf(step, setting.sender.kind);
    for (const name of asked) {
      if (name === 'overrideReason' && !isOverride(answers)) continue;
      answer(body, name, answers, setting, faults);
    }
    faults.push(...missingOn(asked, answers));
  };
  for (const id of stepIds) {
    const { only } = steps[id];
    if (only === undefined || (only === 'agreed' && isAgreed(answers))) include(id);
  }
  const wants = typedAs(answers, 'makeReference') !== '' && setting.sender.kind !== 'police';
  if (wants && body.crimeReference === undefined && body.incidentReference === undefined) {
    body.incidentReference = madeReference(setting.draft);
  }
  if (read(givenOf(body), setting.area.rules, setting.now).isChild) include('guardian');
  return { body, given: givenOf(body), steps: stepIds.filter((id) => included.includes(id)), faults };
}

export const givenOf = (body: Body): Given => salvage(submissionSchema, body) ?? {};

/** Writes the answer to one question to its place in the referral. */
export function answer(body: Body, name: QuestionName, answers: Values, setting: Setting, faults: TypedFault[]): void {
  const question: Question = questions[name];
  const typed = typedAs(answers, name).trim();
  switch (question.kind) {
    case 'wish':
      return;
    case 'ticks':
      for (const [value, pointer] of Object.entries(question.places)) {
        if (allTyped(answers, name).includes(value)) put(body, pointer, true);
      }
      return;
    case 'choices':
      putList(body, question.pointer, allTyped(answers, name));
      return;
    case 'date':
      put(body, question.pointer, dateOf(name, answers, setting, faults));
      return;
    case 'moment':
      put(body, question.pointer, momentOf(name, answers, setting, faults));
      return;
    case 'address':
      putAddress(body, name, answers);
      return;
    case 'number':
      if (typed !== '' && !wholeNumber.test(typed)) faults.push({ field: name, question: name, number: 'not-whole' });
      put(body, question.pointer, plainValue(question.kind, typed));
      return;
    default:
      put(body, question.pointer, plainValue(question.kind, typed));
  }
}

const wholeNumber = /^\d{1,6}$/;
const yesNo: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** The value of one input as the referral has it; the text as entered if it cannot be read. */
function plainValue(kind: Question['kind'], typed: string): unknown {
  if (kind === 'time') return readTime(typed) ?? typed;
  if (kind === 'yesNo') return yesNo[typed] ?? typed;
  return kind === 'number' && wholeNumber.test(typed) ? Number(typed) : typed;
}

/** Writes a value at a JSON Pointer; an empty answer is not sent. */
function put(body: Body, pointer: string, value: unknown): void {
  if (value === undefined || value === '') return;
  const path = pointer.split('/').slice(1);
  const last = path.pop() ?? '';
  let at = body;
  for (const key of path) {
    const next = at[key];
    at[key] = typeof next === 'object' && next !== null ? next : {};
    at = at[key] as Body;
  }
  at[last] = value;
}

function putList(body: Body, pointer: string, chosen: readonly string[]): void {
  if (chosen.length === 0) return;
  put(
    body,
    pointer,
    chosen.filter((value) => value !== noneOfThese),
  );
}

export const addressLines = ['line1', 'line2', 'town'] as const;

function putAddress(body: Body, name: QuestionName, answers: Values): void {
  const lines = addressLines.map((part) => typedAs(answers, `${name}-${part}`).trim()).filter((line) => line !== '');
  if (lines.length > 0) put(body, '/victim/address/lines', lines);
  put(body, '/victim/address/postcode', typedAs(answers, `${name}-postcode`).trim());
}

/** The ISO date; a text that the schema refuses if it cannot be read. */
function dateOf(name: QuestionName, answers: Values, setting: Setting, faults: TypedFault[]): string | undefined {
  const read = readDate(answers, name, { today: londonDate(setting.now) });
  if (!('fault' in read)) return read.date;
  faults.push({ field: name, question: name, date: read.fault, parts: read.parts });
  return 'not a date';
}

function momentOf(name: QuestionName, answers: Values, setting: Setting, faults: TypedFault[]): string | undefined {
  const typed = typedAs(answers, `${name}-time`).trim();
  const before = faults.length;
  const date = dateOf(name, answers, setting, faults);
  if (date === undefined && typed === '') return undefined;
  const time = readTime(typed);
  if (date === undefined)
    faults.push({ field: name, question: name, date: { code: 'missing' }, parts: ['day', 'month', 'year'] });
  if (time === undefined) {
    faults.push({ field: `${name}-time`, question: name, time: typed === '' ? 'missing' : 'not-real' });
  }
  if (faults.length > before || date === undefined || time === undefined) return 'not an instant';
  return instantOf(date, time).toISOString();
}
