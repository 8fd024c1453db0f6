/** Turns faults into errors on the pages where they can be corrected. */
import type { Fault } from '#src/domain/decision.ts';
import type { FaultCode } from '#src/domain/judgement/fault-codes.ts';
import { type FormError, type FormValues, firstValue } from '../../form/errors.ts';
import type { Texts } from '../../texts/en.ts';
import type { InputFault } from './input-fault.ts';
import { filledPositions } from './list-items.ts';
import { type ItemName, pageOf, type QuestionName, questionNames } from './question-definitions.ts';
import { inputsOf, itemInput, type ListQuestion, questions } from './questions.ts';
import { addressLines, isOverride, type PreparedBody } from './referral-body.ts';
import { type Audience, isAsked, type StepId, stepIds, steps } from './steps.ts';

/** An error with the page it belongs to. */
export interface PageError extends FormError {
  step: StepId;
  question: QuestionName | ItemName;
  code: string;
}

const byPointer = new Map<string, QuestionName>();
for (const name of questionNames) {
  const question = questions[name];
  if ('pointer' in question) byPointer.set(question.pointer, name);
  if (question.kind === 'ticks') for (const pointer of Object.values(question.places)) byPointer.set(pointer, name);
}
/** A fault of the whole guardian means that nobody is named. */
byPointer.set('/victim/guardian', 'guardian-name');

/** A second question where a fault can be corrected: a channel marked safe may lack its detail on another page. */
const alsoFixedAt: Readonly<Record<string, QuestionName>> = { '/victim/address missing-detail': 'safe-post' };

/** The question of a page for a JSON Pointer, or for its nearest parent that has one. */
export function questionAt(pointer: string): QuestionName | undefined {
  for (let at = pointer.replaceAll('[]', ''); at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const question = byPointer.get(at);
    if (question) return question;
  }
  return undefined;
}

/** What a fault is about: for a list, the question about one of its objects. */
interface FaultyPlace {
  name: QuestionName | ItemName;
  field: string;
}

function placeOf(question: QuestionName, pointer: string, { answers, audience }: ErrorContext): FaultyPlace {
  const asked = questions[question];
  if (asked.kind === 'list') return placeInList(question, asked, pointer, { answers, audience });
  return { name: question, field: fieldOf(question, pointer, answers) };
}

/** Only objects with an answer are sent, so their positions in the referral may differ from those on the page. */
function placeInList(
  list: QuestionName,
  question: ListQuestion,
  pointer: string,
  { answers, audience }: Pick<ErrorContext, 'answers' | 'audience'>,
): FaultyPlace {
  const [, sentPosition = '0', key] = pointer.slice(question.pointer.length).split('/');
  const items = question.items.filter((item) => isAsked(item, audience));
  const position = filledPositions(list, question, answers, items)[Number(sentPosition)] ?? 0;
  const [first] = items;
  const name = items.find((item) => isAt(item, `/${key}`)) ?? first;
  return name ? { name, field: itemInput(list, position, name) } : { name: list, field: list };
}

function isAt(item: ItemName, pointer: string): boolean {
  const question = questions[item];
  return 'pointer' in question && question.pointer === pointer;
}

/** The input that a fault is about. */
function fieldOf(question: QuestionName, pointer: string, answers: FormValues): string {
  if (questions[question].kind !== 'address') return question;
  if (pointer.endsWith('/postcode')) return `${question}-postcode`;
  const index = Number(/\/lines\/(\d+)$/.exec(pointer)?.[1] ?? 0);
  const filledLines = addressLines.filter((part) => firstValue(answers, `${question}-${part}`).trim() !== '');
  return `${question}-${filledLines[index] ?? 'line1'}`;
}

/** Faults of one value, whose detail needs the field's name before it; other details are complete sentences. */
const singleValueCodes: readonly string[] = ['required', 'invalid-value', 'too-long', 'too-many', 'unknown-field'];

/** Drops the further sentences of a detail, which say what to send to the API. */
export const firstSentence = (detail: string): string => detail.split(/(?<=\.) /)[0] ?? detail;

/** Why the person must be asked first; for an override, when one is allowed. */
export const consentSentence = (texts: Texts, detail: string, answers: FormValues): string =>
  isOverride(answers) ? texts.refer.errors.onlyToProtect : firstSentence(detail);

interface ErrorContext {
  texts: Texts;
  audience: Audience;
  answers: FormValues;
}

function errorText(
  context: ErrorContext,
  question: QuestionName | ItemName,
  field: string,
  { code, detail }: Fault,
): string {
  const { texts, audience, answers } = context;
  const words = texts.refer.questions[question];
  if (field.endsWith('-postcode')) return texts.refer.errors.postcode;
  const policeText = audience.kind === 'police' ? words.policeFaults?.[code as FaultCode] : undefined;
  const ownText = policeText ?? words.faults?.[code as FaultCode];
  if (ownText !== undefined) return ownText;
  if (code === 'explicit-consent-required') return consentSentence(texts, detail, answers);
  const sentence = singleValueCodes.includes(code)
    ? texts.refer.errors.aboutField(words.subject ?? words.label, detail)
    : detail;
  // GOV.UK error messages have no full stop, unless there are several sentences.
  return sentence.includes('. ') ? sentence : sentence.replace(/\.$/, '');
}

/** A fault of the rules marks all parts of a date; a date that cannot be read marks only the wrong parts. */
const partsOf = (question: QuestionName | ItemName): Pick<FormError, 'parts'> =>
  questions[question].kind === 'date' || questions[question].kind === 'moment'
    ? { parts: ['day', 'month', 'year'] }
    : {};

/** All errors of the referral, in the order of pages and fields, one for each field. */
export function collectErrors(prepared: PreparedBody, faults: readonly Fault[], context: ErrorContext): PageError[] {
  const errors = prepared.faults.map((fault) => inputFaultError(fault, context.texts));
  for (const fault of faults) {
    const question = questionAt(fault.pointer);
    if (question === undefined) continue;
    const otherQuestion = alsoFixedAt[`${fault.pointer} ${fault.code}`];
    for (const one of otherQuestion ? [question, otherQuestion] : [question]) {
      const { name, field } = placeOf(one, fault.pointer, context);
      // For a date that cannot be read, the error about how it was entered says more than the schema's.
      if (errors.some((error) => error.field === field || error.field === `${field}-time`)) continue;
      errors.push({
        step: pageOf(name),
        question: name,
        field,
        code: fault.code,
        text: errorText(context, name, field, fault),
        ...partsOf(name),
      });
    }
  }
  return errors.sort((a, b) => positionOf(a) - positionOf(b));
}

function inputFaultError(fault: InputFault, texts: Texts): PageError {
  const { field, question } = fault;
  const words = texts.refer.questions[question];
  const what = words.subject ?? words.label;
  const at = { step: pageOf(question), question, field };
  if ('date' in fault) {
    return { ...at, code: fault.date.code, text: texts.forms.dateFault(what, fault.date), parts: fault.parts };
  }
  if ('missing' in fault) {
    return {
      ...at,
      code: 'required',
      text: words.faults?.required ?? texts.forms.dateFault(what, { code: 'missing' }),
    };
  }
  const { timeMissing, timeNotReal, notWhole } = texts.refer.errors;
  if ('number' in fault) return { ...at, code: fault.number, text: notWhole(what) };
  return { ...at, code: fault.time, text: fault.time === 'missing' ? timeMissing(what) : timeNotReal(what) };
}

/** In the order of the pages' inputs; an error of several inputs, such as those of a date, stands at the first. */
function positionOf({ step, field }: PageError): number {
  const inputs = steps[step].questions.flatMap((question) => inputsOf(question));
  const at = inputs.findIndex((input) => input === field || input.startsWith(`${field}-`));
  return stepIds.indexOf(step) * 10_000 + at;
}
