/** The task list: the sections of a referral with their progress. */
import { type Task, taskListPage } from '../../form/patterns.ts';
import { html } from '../../html.ts';
import { correctionTaskList } from '../correction/correction-task-list.ts';
import { renderPage } from '../drafts/draft-page.ts';
import { paths } from '../paths.ts';
import { taskIds } from '../questions/steps.ts';
import { entryStep, isComplete, progressOf } from './journey.ts';
import { withJourney } from './with-journey.ts';

export const taskPage = withJourney((call, journey) => {
  if (journey.correction) return correctionTaskList(call, journey, journey.correction);
  const { texts } = call.site;
  const words = texts.refer.tasks;
  const { id } = journey.draft;
  const sections = taskIds.map((task): Task => {
    const progress = progressOf(journey, task);
    const step = entryStep(journey, task);
    const query: Record<string, string> = progress === 'problem' ? { check: '' } : {};
    return { title: words.titles[task], href: step ? paths.step(id, step, query) : paths.tasks(id), progress };
  });
  const check: Task = {
    title: words.check,
    href: paths.page(id, 'check'),
    progress: isComplete(journey) ? 'notStarted' : 'cannotStart',
  };
  const content = html`${taskListPage(texts, {
    heading: words.title,
    intro: html`<p class="govuk-body">${words.intro}</p>`,
    tasks: sections,
    last: check,
  })}
  <p class="govuk-body"><a class="govuk-link" href="/refer">${words.later}</a></p>`;
  return renderPage(call, { title: words.title, content });
});
