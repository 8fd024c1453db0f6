/** Renders a question as form fields, with the entered values and errors. */
import { type Area, outOfArea } from '#src/domain/area.ts';
import type { ConsentBasis } from '#src/domain/vocabulary.ts';
import { insetText } from '../../components/inset-text.ts';
import { countryChoices } from '../../countries.ts';
import { unknownDistrict } from '../../district-name.ts';
import { addAnother } from '../../form/add-another.ts';
import {
  type Choice,
  type ChoiceField,
  checkboxesField,
  dateField,
  type Field,
  type Form,
  linesField,
  longTextField,
  radiosField,
  selectField,
  textField,
} from '../../form/fields.ts';
import { addressFields } from '../../form/people.ts';
import { type Content, html, type Markup } from '../../html.ts';
import { languageChoices } from '../../languages.ts';
import { buttonField } from '../drafts/hidden-fields.ts';
import { anotherParameter, buttonValueOf, filledPositions } from './list-items.ts';
import type { ItemName, QuestionName } from './question-definitions.ts';
import {
  type ChoiceQuestion,
  itemInput,
  type ListQuestion,
  noneOfThese,
  type Question,
  questions,
} from './questions.ts';
import { type Audience, isAsked } from './steps.ts';

export interface FieldContext {
  form: Form;
  area: Area;
  audience: Audience;
  query: URLSearchParams;
}

/** @param input the name of its input where it is about one object of a list */
export function questionFields(
  context: FieldContext,
  name: QuestionName | ItemName,
  small = false,
  input: string = name,
): Markup {
  const { form, area } = context;
  const { texts } = form;
  const words = texts.refer.questions[name];
  const question: Question = questions[name];
  const field: Field = {
    name: input,
    label: question.optional ? texts.forms.optional(words.label) : words.label,
    hint: name === 'sex' && !hasServiceForOneSex(area) ? undefined : words.hint,
    small,
  };
  switch (question.kind) {
    case 'line':
      return textField(form, { ...field, ...pickDefined(question, ['type', 'width', 'autocomplete']) });
    case 'text':
      return longTextField(form, { ...field, maxlength: question.maxLength, rows: question.rows });
    case 'choice':
      return singleChoiceField(context, question, field);
    case 'choices': {
      const none = { value: noneOfThese, text: texts.refer.noneOfThese, alone: true };
      return checkboxesField(form, { ...field, choices: [...choicesFrom(context, question), none] });
    }
    case 'ticks':
    case 'page-only': {
      const items = Object.entries(words.items ?? {}).map(([value, text]): Choice => ({ value, text }));
      return checkboxesField(form, { ...field, choices: items });
    }
    case 'yesNo': {
      const { yes, no } = texts.fields;
      return radiosField(form, {
        ...field,
        inline: true,
        choices: [
          { value: 'yes', text: yes },
          { value: 'no', text: no },
        ],
      });
    }
    case 'date':
      return dateField(form, { ...field, example: '' });
    case 'moment':
      return html`${dateField(form, { ...field, example: '' })}
      ${textField(form, { name: `${input}-time`, label: texts.refer.time, width: 10 })}`;
    case 'time':
      return textField(form, { ...field, width: 10 });
    case 'number':
      return textField(form, { ...field, width: 3, inputmode: 'numeric' });
    case 'district':
      return selectField(form, {
        ...field,
        prompt: texts.refer.district.choose,
        choices: districtChoices(context),
      });
    case 'country':
      return selectField(form, {
        ...field,
        emptyText: texts.refer.homeCountry,
        choices: countryChoices(texts.language),
      });
    case 'language':
      return selectField(form, { ...field, choices: languageChoices(texts.language, texts.refer.languages) });
    case 'address':
      return addressFields(form, { legend: field.label, hint: field.hint, prefix: input });
    case 'lines':
      return linesField(form, { ...field, rows: question.max });
    case 'list':
      return listFields(context, name as QuestionName, question);
  }
}

/** A district outside the area is not the same as one that is not known: services treat them differently. */
function districtChoices({ area, form: { texts } }: FieldContext): Choice[] {
  const { outside, unknown } = texts.refer.district;
  return [
    ...area.districts.map(({ code, name }) => ({ value: code, text: name })),
    { value: outOfArea, text: outside(area.name) },
    { value: unknownDistrict, text: unknown },
  ];
}

const hasServiceForOneSex = ({ services }: Area): boolean =>
  services.some(({ criteria }) => criteria.sex !== undefined);

function listFields(context: FieldContext, name: QuestionName, list: ListQuestion): Markup {
  const { form, audience, query } = context;
  const items = list.items.filter((item) => isAsked(item, audience));
  const filled = filledPositions(name, list, form.values, items).length;
  const count = Math.min(list.max, Math.max(1, filled + (query.get(anotherParameter) === name ? 1 : 0)));
  return addAnother(form.texts, {
    name,
    noun: form.texts.refer.questions[name].label,
    count,
    max: list.max,
    fields: (position) => items.map((item) => questionFields(context, item, true, itemInput(name, position, item))),
    buttons: {
      name: buttonField,
      add: buttonValueOf({ list: name, another: true }),
      remove: (removed) => buttonValueOf({ list: name, removed }),
    },
    canRemove: filled > 0,
  });
}

function singleChoiceField(context: FieldContext, question: ChoiceQuestion, field: Field): Markup {
  const choices = choicesFrom(context, question).filter(({ value }) => !isBasisOfOthers(context, value));
  if (question.select) return selectField(context.form, { ...field, choices });
  const fieldOptions: ChoiceField = { ...field, choices, inline: question.inline };
  if (field.name !== 'basis') return radiosField(context.form, fieldOptions);
  const reveals = questionFields(context, 'overrideReason');
  return radiosField(context.form, {
    ...fieldOptions,
    choices: choices.map((one) => (one.value === 'safeguarding-override' ? { ...one, reveals } : one)),
  });
}

/** A basis that the area's rules refuse to every sender of this kind is not offered. */
const isBasisOfOthers = ({ area, audience }: FieldContext, value: string): boolean =>
  value === ('public-task' satisfies ConsentBasis) && !area.rules.consent.publicTaskFor.includes(audience.kind);

const choicesFrom = (
  { form }: FieldContext,
  question: { words: ChoiceQuestion['words']; values: readonly string[] },
): Choice[] => {
  const words: Readonly<Record<string, string>> = form.texts.words[question.words];
  return question.values.map((value) => ({ value, text: words[value] ?? value }));
};

function pickDefined<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]])) as Partial<
    Pick<T, K>
  >;
}

/** The questions of a page in order, with the headings before some of them. */
export function pageFields(context: FieldContext, names: readonly QuestionName[]): Content {
  const { groups } = context.form.texts.refer;
  const headings: Partial<Record<QuestionName, Content>> = {
    domesticAbuse: html`<h2 class="govuk-heading-m">${groups.circumstances}</h2>`,
    'safe-call': html`<h2 class="govuk-heading-m">${groups.safe}</h2>`,
    'alternative-name': html`<h2 class="govuk-heading-m">${context.form.texts.forms.optional(groups.alternative)}</h2>
    <p class="govuk-hint">${groups.alternativeHint}</p>`,
  };
  // The reason for an override is revealed by the choice that needs it.
  return names
    .filter((name) => name !== 'overrideReason')
    .map((name) => [headings[name], questionFields(context, name, isInlineChoice(name))]);
}

const isInlineChoice = (name: QuestionName): boolean => {
  const question = questions[name];
  return question.kind === 'choice' && question.inline === true;
};

export const noteInset = (text: string): Markup => insetText({ text });
