/** The active filters as removable tags, and the form that changes them: a GET form, so that its URL can be shared. */
import type { Area } from '#src/domain/area.ts';
import { crossDimensions, type Dimension, dimensions, measures } from '#src/domain/counting/model.ts';
import { dimensionEntries, metrics } from '#src/domain/counting/registry.ts';
import { financialYearOf } from '#src/domain/london.ts';
import { intervals } from '#src/domain/volumes/periods.ts';
import { dimensionValues } from '#src/domain/volumes/query.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { select } from '../components/select.ts';
import { type FormError, messageOf, typedAs } from '../form/errors.ts';
import { dateField, textField } from '../form/fields.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { type Asked, hrefOf, type RightlyAsked, usualCompare } from './asked.ts';
import { valueName } from './names.ts';
import { path } from './paths.ts';
import { financialYears, namedPeriods, ownDates } from './periods.ts';

export interface Filters {
  asked: Asked;
  errors: readonly FormError[];
  area: Area;
  texts: Texts;
  firstDay: string | undefined;
}

interface Option {
  value: string;
  text: string;
}

function choose({ asked, errors, texts }: Filters, name: string, label: string, items: readonly Option[]): Markup {
  const value = typedAs(asked.values, name);
  // A requested value that is not in the list stays visible, so that it can be corrected.
  const isOdd = value !== '' && !items.some((item) => item.value === value);
  return select({
    name,
    label: { text: label, classes: 'govuk-label--s' },
    value,
    errorMessage: messageOf({ values: asked.values, errors }, name, texts),
    items: isOdd ? [{ value, text: value }, ...items] : items,
    attributes: { autocomplete: 'off' },
  });
}

const periodsOf = ({ texts, asked, firstDay }: Filters): Option[] => {
  const words = texts.dashboard.filters;
  return [
    ...namedPeriods.map((value) => ({ value, text: words.periods[value] })),
    ...financialYears(asked.today, firstDay).map((value) => ({
      value,
      text: words.financialYear(value, value !== financialYearOf(asked.today)),
    })),
    { value: ownDates, text: words.periods.dates },
  ];
};

const placesOf = ({ area, texts }: Filters): Option[] =>
  crossDimensions.flatMap((dimension) =>
    dimensionValues(dimension, area).map((value) => ({
      value: `${dimension}:${value}`,
      text: texts.dashboard.whereName(dimension, valueName(texts, area, dimension, value)),
    })),
  );

const dimensionOptions = (names: readonly Dimension[]): Option[] =>
  names.map((value) => ({ value, text: dimensionEntries[value].title }));

function form(given: Filters): Markup {
  const { asked, errors, texts } = given;
  const words = texts.dashboard.filters;
  const state = { values: asked.values, errors, texts };
  const none = { value: '', text: words.none };
  const lines = texts.dashboard.interval;
  return html`<form class="app-filters" method="get" action="${path}" novalidate>
    <div class="app-filters__group">
      ${choose(given, 'period', words.period, periodsOf(given))}
      <p class="govuk-hint">${words.periodHint}</p>
      ${dateField(state, { name: 'from', label: words.from, example: words.example.from })}
      ${dateField(state, { name: 'to', label: words.to, example: words.example.to })}
    </div>
    <div class="app-filters__group">
      ${choose(
        given,
        'measure',
        words.measure,
        measures.map((value) => ({ value, text: metrics[value].title })),
      )}
      ${choose(given, 'where', words.where, [{ value: '', text: words.everything }, ...placesOf(given)])}
      ${choose(given, 'by', words.by, [none, ...dimensionOptions(dimensions)])}
      ${choose(given, 'across', words.across, [none, ...dimensionOptions(crossDimensions)])}
    </div>
    <div class="app-filters__group">
      ${choose(given, 'interval', words.interval, [
        { value: '', text: words.intervalAuto },
        ...intervals.filter((value) => value !== 'all').map((value) => ({ value, text: lines[value] })),
      ])}
      ${textField(state, { name: 'compare', label: words.compare, width: 3, inputmode: 'numeric' })}
      ${choose(given, 'publish', words.publish, [
        { value: 'false', text: words.publishChoices.false },
        { value: 'true', text: words.publishChoices.true },
        { value: 'rounded', text: words.publishChoices.rounded },
      ])}
    </div>
    <div class="govuk-button-group app-filters__buttons">
      ${button({ text: words.apply })}
      <a class="govuk-link" href="${path}">${words.clear}</a>
    </div>
  </form>`;
}

export const filterForm = (given: Filters): Markup =>
  details({
    summaryText: given.texts.dashboard.filters.summary,
    html: form(given),
    open: given.errors.length > 0,
    classes: 'app-dashboard-filters',
  });

/** The filters that differ from the defaults, each with the parameters to remove. */
function chosen({ asked, area, texts }: Filters & { asked: RightlyAsked }): { text: string; without: string[] }[] {
  const { query, address } = asked;
  const words = texts.dashboard;
  const { tags, filters } = words;
  const { where, by } = query;
  const { period } = address;
  const name = namedPeriods.find((one) => one === period);
  const dates = name
    ? filters.periods[name]
    : period
      ? filters.financialYear(period, period !== financialYearOf(asked.today))
      : words.span(query.from, query.to);
  return [
    ...(period || address.from ? [{ text: dates, without: ['period', 'from', 'to'] }] : []),
    ...(address.measure ? [{ text: metrics[query.measure].title, without: ['measure'] }] : []),
    ...(where
      ? [
          {
            text: words.whereName(where.dimension, valueName(texts, area, where.dimension, where.value)),
            without: ['where'],
          },
        ]
      : []),
    ...by.map((dimension) => ({ text: tags.by(dimensionEntries[dimension].title), without: [`by:${dimension}`] })),
    ...(address.interval ? [{ text: tags.interval(query.interval), without: ['interval'] }] : []),
    ...(query.compare === usualCompare ? [] : [{ text: tags.compare(query.compare), without: ['compare'] }]),
    ...(query.publish ? [{ text: words.published.tag, without: ['publish'] }] : []),
  ];
}

/** The URL without some parameters; `by:<dimension>` removes one of two breakdowns. */
function withoutThese(asked: RightlyAsked, names: readonly string[]): string {
  const { by: _, ...rest } = Object.fromEntries(
    Object.entries(asked.address).filter(([name]) => !names.includes(name)),
  );
  const by = asked.query.by.filter((dimension) => !names.includes(`by:${dimension}`)).join(',');
  return hrefOf(by === '' ? rest : { ...rest, by });
}

export function filterTags(given: Filters & { asked: RightlyAsked }): Content {
  const tags = chosen(given);
  if (tags.length === 0) return undefined;
  const words = given.texts.dashboard.filters;
  return html`<h2 class="govuk-visually-hidden">${words.shown}</h2>
  <ul class="app-tags">${tags.map(
    ({ text, without }) =>
      html`<li><a class="app-tags__tag govuk-link govuk-link--no-visited-state" href="${withoutThese(given.asked, without)}" aria-label="${words.remove(text)}">${text} <span class="app-tags__cross" aria-hidden="true">×</span></a></li> `,
  )}</ul>`;
}
