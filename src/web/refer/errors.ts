/** Turns faults into errors on the pages where they can be corrected. */
import type { Fault } from '#src/domain/decision.ts';
import type { FaultCode } from '#src/domain/judgement/fault-codes.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import { type FormError, typedAs, type Values } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';
import { addressLines, type Drawn, isOverride, type TypedFault } from './body.ts';
import { inputsOf, type QuestionName, questionNames, questions } from './questions.ts';
import { type StepId, stepIds, stepOf, steps } from './steps.ts';

/** An error with the page it belongs to. */
export interface PageError extends FormError {
  step: StepId;
  question: QuestionName;
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
const also: Readonly<Record<string, QuestionName>> = { '/victim/address missing-detail': 'safe-post' };

/** The question for a JSON Pointer, or for its nearest parent that has one. */
export function questionAt(pointer: string): QuestionName | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = byPointer.get(at);
    if (found) return found;
  }
  return undefined;
}

/** The input that a fault is about. */
function fieldOf(question: QuestionName, pointer: string, answers: Values): string {
  if (questions[question].kind !== 'address') return question;
  if (pointer.endsWith('/postcode')) return `${question}-postcode`;
  const index = Number(/\/lines\/(\d+)$/.exec(pointer)?.[1] ?? 0);
  const typed = addressLines.filter((part) => typedAs(answers, `${question}-${part}`).trim() !== '');
  return `${question}-${typed[index] ?? 'line1'}`;
}

/** Faults of one value, whose detail needs the field's name before it; other details are complete sentences. */
const aboutOneValue: readonly string[] = ['required', 'invalid-value', 'too-long', 'too-many', 'unknown-field'];

/** Drops the further sentences of a detail, which say what to send to the API. */
export const firstSentence = (detail: string): string => detail.split(/(?<=\.) /)[0] ?? detail;

/** Why the person must be asked first; for an override, when one is allowed. */
export const askSentence = (texts: Texts, detail: string, answers: Values): string =>
  isOverride(answers) ? texts.refer.errors.onlyToProtect : firstSentence(detail);

interface Saying {
  texts: Texts;
  kind: SenderKind;
  answers: Values;
}

/** "0161 496 0000 ext 12", "… x12", "… #12": stored phone numbers (E.164) cannot have an extension. */
const extension = /\d[\s,;.(]*(?:ext|extn|extension|x|#)[\s.:]*\d{1,7}\)?\s*$/i;

function hasExtension(name: QuestionName, answers: Values): boolean {
  const question = questions[name];
  return question.kind === 'line' && question.type === 'tel' && extension.test(typedAs(answers, name));
}

function sayingOf(saying: Saying, question: QuestionName, field: string, { code, detail }: Fault): string {
  const { texts, kind, answers } = saying;
  const words = texts.refer.questions[question];
  if (field.endsWith('-postcode')) return texts.refer.errors.postcode;
  if (code === 'invalid-value' && hasExtension(question, answers))
    return words.extension ?? texts.refer.errors.extension;
  const ofPolice = kind === 'police' ? words.policeFaults?.[code as FaultCode] : undefined;
  const own = ofPolice ?? words.faults?.[code as FaultCode];
  if (own !== undefined) return own;
  if (code === 'explicit-consent-required') return askSentence(texts, detail, answers);
  const said = aboutOneValue.includes(code) ? texts.refer.errors.of(words.what ?? words.label, detail) : detail;
  // GOV.UK error messages have no full stop, unless there are several sentences.
  return said.includes('. ') ? said : said.replace(/\.$/, '');
}

/** A fault of the rules marks all parts of a date; a date that cannot be read marks only the wrong parts. */
const partsOf = (question: QuestionName): Pick<FormError, 'parts'> =>
  questions[question].kind === 'date' || questions[question].kind === 'moment'
    ? { parts: ['day', 'month', 'year'] }
    : {};

/** All errors of the referral, in the order of pages and fields, one for each field. */
export function errorsIn(drawn: Drawn, faults: readonly Fault[], saying: Saying): PageError[] {
  const { answers } = saying;
  const found = drawn.faults.map((fault) => typedError(fault, saying.texts));
  for (const fault of faults) {
    const question = questionAt(fault.pointer);
    if (question === undefined) continue;
    const elsewhere = also[`${fault.pointer} ${fault.code}`];
    for (const name of elsewhere ? [question, elsewhere] : [question]) {
      const field = fieldOf(name, fault.pointer, answers);
      // For a date that cannot be read, the error about how it was entered says more than the schema's.
      if (found.some((one) => one.field === field) || drawn.faults.some((one) => one.question === name)) continue;
      found.push({
        step: stepOf(name),
        question: name,
        field,
        code: fault.code,
        text: sayingOf(saying, name, field, fault),
        ...partsOf(name),
      });
    }
  }
  return found.sort((a, b) => placeOf(a) - placeOf(b));
}

function typedError(fault: TypedFault, texts: Texts): PageError {
  const { field, question } = fault;
  const words = texts.refer.questions[question];
  const what = words.what ?? words.label;
  const at = { step: stepOf(question), question, field };
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

const placeOf = ({ step, question, field }: PageError): number => {
  const at = Math.max(0, inputsOf(question).indexOf(field));
  return stepIds.indexOf(step) * 10_000 + steps[step].questions.indexOf(question) * 10 + at;
};
