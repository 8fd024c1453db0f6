/** The sections of a referral and how far each is. */
import { type Task, tasks } from '../form/pages.ts';
import { html } from '../html.ts';
import { entryOf, isComplete, look, paths, progressOf } from './journey.ts';
import { show, withDraft } from './page.ts';
import { taskIds } from './steps.ts';

export const taskPage = withDraft(async (call, open) => {
  const journey = look(call, open);
  const { texts } = call.site;
  const words = texts.refer.tasks;
  const { id } = open.draft;
  const sections = taskIds.map((task): Task => {
    const progress = progressOf(journey, task);
    const step = entryOf(journey, task);
    const query: Record<string, string> = progress === 'problem' ? { check: '' } : {};
    return { title: words.titles[task], href: step ? paths.step(id, step, query) : paths.tasks(id), progress };
  });
  const check: Task = {
    title: words.check,
    href: paths.page(id, 'check'),
    progress: isComplete(journey) ? 'notStarted' : 'cannotStart',
  };
  const content = html`${tasks(texts, {
    heading: words.title,
    intro: html`<p class="govuk-body">${words.intro}</p>`,
    tasks: [...sections, check],
  })}
  <p class="govuk-body"><a class="govuk-link" href="/refer">${words.later}</a></p>`;
  return show(call, { title: words.title, content });
});
