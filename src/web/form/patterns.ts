/** Page patterns of the design system, from heading to button. */
import { button } from '#src/web/components/button.ts';
import { panel } from '#src/web/components/panel.ts';
import type { SummaryRow } from '#src/web/components/summary-list.ts';
import { summaryList } from '#src/web/components/summary-list.ts';
import type { TaskItem } from '#src/web/components/task-list.ts';
import { taskList } from '#src/web/components/task-list.ts';
import type { Content, Markup } from '#src/web/html.ts';
import { html } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

/** Where a form posts to, and what it posts in addition to its fields. */
export interface FormAction {
  action: string;
  /** Values of hidden inputs, for example the CSRF token and the revision of a draft. */
  hidden: Readonly<Record<string, string>>;
}

/** A form without the browser's validation, so that our own error messages are shown. */
export const postForm = (formAction: FormAction, inner: Content): Markup =>
  html`<form method="post" action="${formAction.action}" novalidate>
  ${Object.entries(formAction.hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
  ${inner}
</form>`;

export interface QuestionPage {
  formAction: FormAction;
  /** Undefined if the label of the only field is the heading. */
  heading?: string | undefined;
  /** The section it belongs to, above the heading. */
  caption?: string | undefined;
  intro?: Content;
  fields: Content;
  button?: string | undefined;
  /** Name and value of a second button, "Save and come back later". */
  save?: { name: string; value: string } | undefined;
  /** Shown after the other buttons. */
  extraButtons?: Content;
}

export function questionForm(texts: Texts, page: QuestionPage): Markup {
  const caption = page.caption && html`<span class="govuk-caption-l">${page.caption}</span>`;
  const save =
    page.save && button({ text: texts.forms.saveAndReturn, classes: 'govuk-button--secondary', ...page.save });
  return html`${caption}
  ${page.heading && html`<h1 class="govuk-heading-l">${page.heading}</h1>`}
  ${page.intro}
  ${postForm(
    page.formAction,
    html`${page.fields}
    <div class="govuk-button-group">
      ${button({ text: page.button ?? texts.forms.continue, preventDoubleClick: true })}
      ${save}
      ${page.extraButtons}
    </div>`,
  )}`;
}

export interface Answer {
  key: string;
  /** An empty value is shown as not answered. */
  value: Content;
  /** Target of the Change link. */
  change?: string | undefined;
}

export interface AnswerSection {
  title: string;
  answers: readonly Answer[];
}

const isBlank = (value: Content): boolean => value === undefined || value === null || value === '' || value === false;

const answerRow = (texts: Texts, answer: Answer): SummaryRow => ({
  key: { text: answer.key },
  value: { html: html`${isBlank(answer.value) ? texts.forms.notAnswered : answer.value}` },
  actions: {
    items: answer.change
      ? [{ href: answer.change, text: texts.forms.change, visuallyHiddenText: answer.key.toLowerCase() }]
      : [],
  },
});

/** Summary lists with a link to change each answer. */
export const answerSections = (texts: Texts, sections: readonly AnswerSection[]): Markup =>
  html`${sections.map(
    ({ title, answers }) => html`<h2 class="govuk-heading-m">${title}</h2>
  ${answerList(texts, answers, 'govuk-!-margin-bottom-9')}`,
  )}`;

/** The same for a long form: the questions without an answer stand together below those with one, each with its link. */
export const checkSections = (texts: Texts, sections: readonly AnswerSection[]): Markup =>
  html`${sections.map(({ title, answers }) => {
    const given = answers.filter(({ value }) => !isBlank(value));
    const unanswered = answers.filter(({ value }) => isBlank(value));
    const margin = unanswered.length > 0 ? 'govuk-!-margin-bottom-4' : 'govuk-!-margin-bottom-7';
    return html`<h2 class="govuk-heading-m">${title}</h2>
  ${given.length > 0 && answerList(texts, given, margin)}
  ${unansweredList(texts, unanswered)}`;
  })}`;

const answerList = (texts: Texts, answers: readonly Answer[], margin: string): Markup =>
  summaryList({ rows: answers.map((answer) => answerRow(texts, answer)), classes: `app-answers ${margin}` });

function unansweredList(texts: Texts, answers: readonly Answer[]): Content {
  const { notAnswered, answer } = texts.forms;
  return (
    answers.length > 0 &&
    html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${notAnswered}</h3>
  <ul class="govuk-list app-unanswered">${answers.map(
    ({ key, change }) =>
      html`<li>${change ? html`<a class="govuk-link" href="${change}"><span class="govuk-visually-hidden">${answer} </span>${key}</a>` : key}</li>`,
  )}</ul>`
  );
}

/** Interrupts someone before they do what they may not want; `confirm` posts, `cancel` is a link. */
export const interruptionPanel = (page: {
  heading: string;
  body: Content;
  formAction: FormAction;
  confirm: string;
  cancel: { href: string; text: string };
}): Markup =>
  postForm(
    page.formAction,
    panel({
      classes: 'govuk-panel--interruption',
      titleText: page.heading,
      html: html`${page.body}`,
      actions: {
        items: [
          { text: page.confirm, type: 'submit' },
          { text: page.cancel.text, href: page.cancel.href },
        ],
      },
    }),
  );

export type Progress = 'completed' | 'inProgress' | 'notStarted' | 'cannotStart' | 'problem';

export interface Task {
  title: string;
  hint?: string | undefined;
  href: string;
  progress: Progress;
}

const tagClasses: Partial<Record<Progress, string>> = {
  inProgress: 'govuk-tag--teal',
  notStarted: 'govuk-tag--blue',
  problem: 'govuk-tag--red',
};

function taskItem(texts: Texts, task: Task): TaskItem {
  const words = texts.forms.tasks[task.progress];
  const tagClass = tagClasses[task.progress];
  return {
    title: { text: task.title },
    hint: task.hint ? { text: task.hint } : undefined,
    href: task.progress === 'cannotStart' ? undefined : task.href,
    status: {
      ...(tagClass ? { tag: { text: words, classes: tagClass } } : { text: words }),
      classes: task.progress === 'cannotStart' ? 'govuk-task-list__status--cannot-start-yet' : undefined,
    },
  };
}

export function taskListPage(
  texts: Texts,
  page: {
    heading: string;
    intro?: Content;
    tasks: readonly Task[];
    /** What to do when all tasks are completed; not counted as one of them. */
    last?: Task | undefined;
    idPrefix?: string | undefined;
  },
): Markup {
  const done = page.tasks.filter((task) => task.progress === 'completed').length;
  return html`<h1 class="govuk-heading-l">${page.heading}</h1>
  ${page.intro}
  <p class="govuk-body">${texts.forms.tasks.progress(done, page.tasks.length)}</p>
  ${taskList({ items: [...page.tasks, ...(page.last ? [page.last] : [])].map((task) => taskItem(texts, task)), idPrefix: page.idPrefix })}`;
}

export interface ConfirmationPage {
  heading: string;
  label: string;
  reference: string;
  next: Content;
}

/** Confirmation page: what was done, its reference, and what happens next. */
export const confirmation = (page: ConfirmationPage): Markup =>
  html`${panel({ titleText: page.heading, html: html`${page.label}<br><strong>${page.reference}</strong>` })}
  ${page.next}`;
