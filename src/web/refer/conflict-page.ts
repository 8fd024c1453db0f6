/** Shows saved answers next to conflicting ones from another window, for the person to choose. */
import type { Reply } from '#src/platform/exchange.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { table } from '../components/table.ts';
import { allTyped, typedAs, type Values } from '../form/errors.ts';
import { postForm } from '../form/pages.ts';
import { asTyped, html } from '../html.ts';
import { languageChoices } from '../languages.ts';
import { scrolling } from '../scrolling.ts';
import type { Texts } from '../texts/en.ts';
import type { OpenDraft } from './draft.ts';
import { paths, senderOf } from './journey.ts';
import { show } from './page.ts';
import { inputsOf, noneOfThese, type Question, type QuestionName, questions } from './questions.ts';
import { questionsOf, type StepId } from './steps.ts';

export function conflictPage(
  call: PrivateCall,
  given: { open: OpenDraft; step: StepId; typed: Record<string, string | string[]> },
): Reply {
  const { open, step, typed } = given;
  const { texts } = call.site;
  const words = texts.refer.conflict;
  const { id, rev } = open.draft;
  const asked = questionsOf(step, senderOf(call).kind, open.content.corrects !== undefined);
  const changed = asked.filter((name) => isChanged(name, open.content.answers, typed));
  const rows = changed.map((name) => [
    { text: texts.refer.questions[name].what ?? texts.refer.questions[name].label },
    { html: html`${asTyped(inWords(call, name, open.content.answers))}` },
    { html: html`${asTyped(inWords(call, name, typed))}` },
  ]);
  const passedOn = ['from', 'go'].flatMap((name) => {
    const value = typedAs(call.form, name);
    return value === '' ? [] : [[name, value] as const];
  });
  const post = call.post(paths.step(id, step), { ...Object.fromEntries(passedOn), rev: String(rev) });
  const values = Object.entries(typed).flatMap(([name, value]) =>
    allTyped({ [name]: value }, name).map((one) => [name, one] as const),
  );
  const list = table({
    caption: words.title,
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: words.question }, { text: words.saved }, { text: words.typed }],
    rows,
    firstCellIsHeader: true,
  });
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.body}</p>
  ${scrolling(words.title, list)}
  ${postForm(
    post,
    html`${values.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <div class="govuk-button-group">
      ${button({ text: words.useTyped, preventDoubleClick: true })}
      ${button({ text: words.keepSaved, classes: 'govuk-button--secondary', href: paths.step(id, step) })}
    </div>`,
  )}`;
  return show(call, { title: words.title, content, width: 'full' }, 409);
}

const isChanged = (name: QuestionName, one: Values, other: Values): boolean =>
  inputsOf(name).some((input) => allTyped(one, input).join('\n') !== allTyped(other, input).join('\n'));

/** An answer on one line: the text of a choice, a date or an address. */
export function inWords(call: PrivateCall, name: QuestionName, answers: Values): string {
  const { texts } = call.site;
  const given = inputsOf(name).flatMap((input) => allTyped(answers, input));
  const said = given
    .filter((value) => value.trim() !== '')
    .map((value) => oneInWords(call, questions[name], name, value, texts));
  return (
    said.join(questions[name].kind === 'address' || questions[name].kind === 'choices' ? ', ' : ' ') ||
    texts.refer.notGiven
  );
}

function oneInWords(call: PrivateCall, question: Question, name: QuestionName, value: string, texts: Texts): string {
  const { languages, noneOfThese: none, questions: words } = texts.refer;
  if (value === noneOfThese && question.kind === 'choices') return none;
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return (texts.words[question.words] as Readonly<Record<string, string>>)[value] ?? value;
    case 'ticks':
    case 'wish':
      return words[name].items?.[value] ?? value;
    case 'yesNo':
      return value === 'yes' ? texts.fields.yes : texts.fields.no;
    case 'district':
      return call.deps.area.districts.find(({ code }) => code === value)?.name ?? value;
    case 'language':
      return languageChoices(texts.language, languages).find((one) => one.value === value)?.text ?? value;
    default:
      return value;
  }
}
