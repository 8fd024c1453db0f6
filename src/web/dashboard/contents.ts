/** What whoever opens the page wants to know, each question with links to the parts that answer it. */
import type { Dimension } from '#src/domain/counting/model.ts';
import { dimensionDefinitions } from '#src/domain/counting/registry.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import type { Figures } from './figures.ts';

interface Part {
  /** Of its heading. */
  id: string;
  title: string;
}

export function contents(texts: Texts, { profile, services, districts }: Figures): Markup {
  const { contents: words, ...titles } = texts.dashboard;
  const profileBy = (by: Dimension): Part[] =>
    profile
      .filter(({ query }) => query.by[0] === by)
      .map(() => ({ id: `by-${by}`, title: titles.breakdown.title([dimensionDefinitions[by].title]) }));
  const answers: [question: string, parts: Part[]][] = [
    [
      words.howMany,
      [
        { id: 'key-figures', title: titles.headline.title },
        { id: 'average-month', title: titles.statement.title },
      ],
    ],
    [
      words.ofWhom,
      [
        ...(['age-band', 'sex', 'offence'] as const).flatMap(profileBy),
        ...(districts?.rows.length ? [{ id: 'districts', title: titles.districts.title }] : []),
      ],
    ],
    [
      words.byWhom,
      [...profileBy('source'), ...(services?.rows.length ? [{ id: 'services', title: titles.services.title }] : [])],
    ],
    [words.howFast, [{ id: 'how-fast', title: titles.waits.title }]],
    [words.wentWrong, [{ id: 'went-wrong', title: titles.faults.title }]],
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
