/** What whoever opens the page wants to know, each question with links to the parts that answer it. */
import type { Dimension } from '#src/domain/counting/model.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { breakdownTitle } from './breakdowns.ts';
import type { Figures } from './figures.ts';
import { partIds } from './part-ids.ts';

interface Part {
  /** Of its heading. */
  id: string;
  title: string;
}

export function contents(texts: Texts, { breakdown, profile, services, districts }: Figures): Markup {
  const { contents: words, ...titles } = texts.dashboard;
  const breakdownPart = (answer: Volumes): Part => ({
    id: partIds.by(answer.query.by),
    title: breakdownTitle(texts, answer),
  });
  const profileBy = (by: Dimension): Part[] => profile.filter(({ query }) => query.by[0] === by).map(breakdownPart);
  const answers: [question: string, parts: Part[]][] = [
    [
      words.howMany,
      [
        { id: partIds.keyFigures, title: titles.headline.title },
        { id: partIds.averageMonth, title: titles.statement.title },
        ...(breakdown?.rows.length ? [breakdownPart(breakdown)] : []),
      ],
    ],
    [
      words.ofWhom,
      [
        ...(['age-band', 'sex', 'offence'] as const).flatMap(profileBy),
        ...(districts?.rows.length ? [{ id: partIds.districts, title: titles.districts.title }] : []),
      ],
    ],
    [
      words.byWhom,
      [
        ...profileBy('source'),
        ...(services?.rows.length ? [{ id: partIds.services, title: titles.services.title }] : []),
      ],
    ],
    [words.howFast, [{ id: partIds.howFast, title: titles.waits.title }]],
    [words.wentWrong, [{ id: partIds.wentWrong, title: titles.faults.title }]],
  ];
  return html`<nav class="app-on-screen" aria-label="${words.title}">
  <ul class="govuk-list">${answers
    .filter(([, parts]) => parts.length > 0)
    .map(
      ([question, parts]) => html`<li>${question} ${parts.map(linkTo)}</li>
    `,
    )}</ul>
</nav>`;
}

const linkTo = ({ id, title }: Part, index: number): Markup =>
  html`${index > 0 && ', '}<a class="govuk-link" href="#${id}">${title}</a>`;
