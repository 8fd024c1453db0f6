/** Shows saved answers next to conflicting ones from another window, for the person to choose. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { ReferCall } from '../../app/page.ts';
import { button } from '../../components/button.ts';
import { table } from '../../components/table.ts';
import { countryName } from '../../countries.ts';
import { districtName } from '../../district-name.ts';
import { allValues, type FormValues, firstValue } from '../../form/errors.ts';
import { postForm } from '../../form/patterns.ts';
import { html, withLineBreaks } from '../../html.ts';
import { languageChoices } from '../../languages.ts';
import { scrollableRegion } from '../../scrollable.ts';
import type { Texts } from '../../texts/en.ts';
import { paths } from '../paths.ts';
import { filledPositions, pressedItemButton } from '../questions/list-items.ts';
import type { ItemName, QuestionName } from '../questions/question-definitions.ts';
import {
  inputsOf,
  itemInput,
  type ListQuestion,
  noneOfThese,
  type Question,
  questions,
} from '../questions/questions.ts';
import { type StepId, steps } from '../questions/steps.ts';
import type { OpenDraft } from './draft.ts';
import { renderPage } from './draft-page.ts';

export function conflictPage(
  call: ReferCall,
  conflict: { open: OpenDraft; step: StepId; newAnswers: Record<string, string | string[]> },
): HttpResponse {
  const { open, step, newAnswers } = conflict;
  const { texts } = call.site;
  const words = texts.refer.conflict;
  const { id, rev } = open.draft;
  const changedNames = steps[step].questions.filter((name) => isChanged(name, open.content.answers, newAnswers));
  const rows = changedNames.map((name) => [
    { text: texts.refer.questions[name].subject ?? texts.refer.questions[name].label },
    { html: html`${withLineBreaks(formatAnswers(call, name, open.content.answers))}` },
    { html: html`${withLineBreaks(formatAnswers(call, name, newAnswers))}` },
  ]);
  // What a button removed is already missing from the new answers.
  const pressed = pressedItemButton(call.form, steps[step].questions);
  const isRemoval = pressed !== undefined && 'removed' in pressed;
  const hiddenFields = (isRemoval ? ['from'] : ['from', 'go']).flatMap((name) => {
    const value = firstValue(call.form, name);
    return value === '' ? [] : [[name, value] as const];
  });
  const formAction = call.formAction(paths.step(id, step), { ...Object.fromEntries(hiddenFields), rev: String(rev) });
  const values = Object.entries(newAnswers).flatMap(([name, value]) =>
    allValues({ [name]: value }, name).map((one) => [name, one] as const),
  );
  const comparison = table({
    caption: words.title,
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: words.question }, { text: words.savedAnswer }, { text: words.newAnswer }],
    rows,
    firstCellIsHeader: true,
  });
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  ${scrollableRegion(words.title, comparison)}
  ${postForm(
    formAction,
    html`${values.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <div class="govuk-button-group">
      ${button({ text: words.useNewAnswer, preventDoubleClick: true })}
      ${button({ text: words.keepSaved, classes: 'govuk-button--secondary', href: paths.step(id, step) })}
    </div>`,
  )}`;
  return renderPage(call, { title: words.title, content, width: 'full' }, 409);
}

const isChanged = (name: QuestionName, saved: FormValues, submitted: FormValues): boolean =>
  inputsOf(name).some((input) => allValues(saved, input).join('\n') !== allValues(submitted, input).join('\n'));

/** An answer on one line: the text of a choice, a date or an address. A list has a line for each answer. */
export const formatAnswers = (call: ReferCall, name: QuestionName, answers: FormValues): string => {
  const question = questions[name];
  const formatted =
    question.kind === 'list' ? formatItems(call, name, question, answers) : formatInputs(call, name, name, answers);
  return formatted || call.site.texts.refer.noAnswer;
};

function formatItems(call: ReferCall, list: QuestionName, question: ListQuestion, answers: FormValues): string {
  const { forms, refer } = call.site.texts;
  const lines = filledPositions(list, question, answers, question.items).flatMap((position) => [
    forms.items.title(refer.questions[list].label, position),
    ...question.items.flatMap((item) => {
      const answer = formatInputs(call, item, itemInput(list, position, item), answers);
      const { subject, label } = refer.questions[item];
      return answer === '' ? [] : [`${subject ?? label}: ${answer}`];
    }),
  ]);
  return lines.join('\n');
}

function formatInputs(call: ReferCall, name: QuestionName | ItemName, input: string, answers: FormValues): string {
  const question = questions[name];
  const values = inputsOf(name, input).flatMap((one) => allValues(answers, one));
  const formatted = values
    .filter((value) => value.trim() !== '')
    .map((value) => formatValue(call, question, name, value, call.site.texts));
  return formatted.join(question.kind === 'address' || question.kind === 'choices' ? ', ' : ' ');
}

function formatValue(
  call: ReferCall,
  question: Question,
  name: QuestionName | ItemName,
  value: string,
  texts: Texts,
): string {
  const { languages, noneOfThese: none, questions: words } = texts.refer;
  if (value === noneOfThese && question.kind === 'choices') return none;
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return (texts.words[question.words] as Readonly<Record<string, string>>)[value] ?? value;
    case 'ticks':
    case 'page-only':
      return words[name].items?.[value] ?? value;
    case 'yesNo':
      return value === 'yes' ? texts.fields.yes : texts.fields.no;
    case 'district':
      return districtName(texts, call.area, value);
    case 'country':
      return countryName(value, texts.language);
    case 'language':
      return languageChoices(texts.language, languages).find((one) => one.value === value)?.text ?? value;
    default:
      return value;
  }
}
