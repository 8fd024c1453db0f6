import type { TagOptions } from '#src/web/components/tag.ts';
import { tag } from '#src/web/components/tag.ts';
import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, html, renderEach } from '#src/web/html.ts';

export interface TaskItem {
  title: TextOrHtml & { classes?: string | undefined };
  hint?: TextOrHtml | undefined;
  status: TextOrHtml & { tag?: TagOptions | undefined; classes?: string | undefined };
  /** Undefined while the task cannot be started. */
  href?: string | undefined;
  classes?: string | undefined;
}

export interface TaskListOptions {
  items: Sparse<TaskItem>;
  /** Prefix of every id; defaults to "task-list". */
  idPrefix?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

function task(options: TaskListOptions, item: TaskItem, position: number): Content {
  const prefix = `${options.idPrefix || 'task-list'}-${position}`;
  const described = classes(item.hint && `${prefix}-hint`, `${prefix}-status`);
  const title = item.href
    ? html`<a class="${classes('govuk-link govuk-task-list__link', item.title.classes)}" href="${item.href}" aria-describedby="${described}">
        ${contentOf(item.title)}
      </a>`
    : html`<div${attribute('class', item.title.classes)}>
        ${contentOf(item.title)}
      </div>`;
  return html`<li class="${classes('govuk-task-list__item', item.href && 'govuk-task-list__item--with-link', item.classes)}">
    <div class="govuk-task-list__name-and-hint">
      ${title}
      ${
        item.hint &&
        html`<div id="${prefix}-hint" class="govuk-task-list__hint">
        ${contentOf(item.hint)}
      </div>`
      }
    </div>
    <div class="${classes('govuk-task-list__status', item.status.classes)}" id="${prefix}-status">
      ${item.status.tag ? tag(item.status.tag) : contentOf(item.status)}
    </div>
  </li>
  `;
}

export const taskList = (options: TaskListOptions): Markup =>
  html`<ul class="${classes('govuk-task-list', options.classes)}"${attributes(options.attributes)}>
  ${renderEach(options.items, (item, position) => task(options, item, position))}
</ul>`;
