/** Every field of a referral, from the registry that the API, the form and the CSV are made from. */
import { describeKind } from '#src/domain/submission/describe-kind.ts';
import { type Field, type Section, sections } from '#src/domain/submission/field.ts';
import { type FieldPath, fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { details } from '../components/details.ts';
import { summaryList } from '../components/summary-list.ts';
import { html } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { inCode } from './code.ts';
import { docsPaths } from './paths.ts';
import type { Entry } from './search.ts';

const idOf = (path: FieldPath): string => path.replaceAll(/\W+/g, '-');

export function fieldsPage({ site, page }: PublicCall): HttpResponse {
  const { texts } = site;
  const words = texts.docs.fields;
  const bySection = Map.groupBy(fieldPaths, (path) => fieldAt(path).section);
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  ${words.rules.map((rule) => html`<p class="govuk-body">${inCode(rule)}</p>`)}
  ${(Object.keys(sections) as Section[]).map((section) => {
    const paths = bySection.get(section) ?? [];
    return details({
      summaryText: `${sections[section]}: ${texts.docs.fieldCount(paths.length)}`,
      html: summaryList({
        classes: 'app-fields',
        rows: paths.map((path) => ({
          key: { html: html`<code id="${idOf(path)}">${path}</code>` },
          value: { text: describe(texts, fieldAt(path)) },
        })),
      }),
    });
  })}`;
  return page({ title: words.title, back: '/docs', content });
}

const describe = ({ docs: { fields: words } }: Texts, { label, description, kind, required, sharing }: Field): string =>
  [
    `${label}: ${description}`,
    `${words.form}: ${describeKind(kind)}.`,
    ...(required === undefined ? [] : [words.needed]),
    words.seenBy[sharing],
  ].join(' ');

export const fieldEntries = ({ docs: words }: Texts): Entry[] =>
  fieldPaths.map((path) => {
    const { label, description, kind } = fieldAt(path);
    return {
      group: words.fields.title,
      title: `${path}: ${label}`,
      href: `${docsPaths.fields}#${idOf(path)}`,
      text: `${path} ${label} ${description} ${describeKind(kind)}`.toLowerCase(),
    };
  });
