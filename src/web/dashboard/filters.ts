/** The active filters as removable tags, and the form that changes them: a GET form, so that its URL can be shared. */
import type { Area } from '#src/domain/area.ts';
import { crossDimensions, type Dimension, dimensions, measures } from '#src/domain/counting/model.ts';
import { dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import { financialYearOf } from '#src/domain/london.ts';
import { intervals } from '#src/domain/volumes/periods.ts';
import { dimensionValues } from '#src/domain/volumes/query.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { select } from '../components/select.ts';
import { errorMessageFor, type FormError, firstValue } from '../form/errors.ts';
import { dateField, textField } from '../form/fields.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { valueName } from './names.ts';
import { dashboardPath } from './paths.ts';
import { customDates, financialYears, namedPeriods } from './periods.ts';
import { defaultCompareMonths, hrefOf, type Selection, type ValidSelection } from './selection.ts';

export interface Filters {
  selection: Selection;
  errors: readonly FormError[];
  area: Area;
  texts: Texts;
  firstDay: string | undefined;
}

interface Option {
  value: string;
  text: string;
}

function selectFilter(
  { selection, errors, texts }: Filters,
  name: string,
  label: string,
  items: readonly Option[],
): Markup {
  const value = firstValue(selection.values, name);
  // A requested value that is not in the list stays visible, so that it can be corrected.
  const isUnlisted = value !== '' && !items.some((item) => item.value === value);
  return select({
    name,
    label: { text: label, classes: 'govuk-label--s' },
    value,
    errorMessage: errorMessageFor({ values: selection.values, errors }, name, texts),
    items: isUnlisted ? [{ value, text: value }, ...items] : items,
    attributes: { autocomplete: 'off' },
  });
}

const periodOptions = ({ texts, selection, firstDay }: Filters): Option[] => {
  const words = texts.dashboard.filters;
  return [
    ...namedPeriods.map((value) => ({ value, text: words.periods[value] })),
    ...financialYears(selection.today, firstDay).map((value) => ({
      value,
      text: words.financialYear(value, value !== financialYearOf(selection.today)),
    })),
    { value: customDates, text: words.periods.dates },
  ];
};

const placeOptions = ({ area, texts }: Filters): Option[] =>
  crossDimensions.flatMap((dimension) =>
    dimensionValues(dimension, area).map((value) => ({
      value: `${dimension}:${value}`,
      text: texts.dashboard.whereName(dimension, valueName(texts, area, dimension, value)),
    })),
  );

const dimensionOptions = (names: readonly Dimension[]): Option[] =>
  names.map((value) => ({ value, text: dimensionDefinitions[value].title }));

function filterFields(filters: Filters): Markup {
  const { selection, errors, texts } = filters;
  const words = texts.dashboard.filters;
  const state = { values: selection.values, errors, texts };
  const none = { value: '', text: words.none };
  const lines = texts.dashboard.interval;
  return html`<form class="app-filters" method="get" action="${dashboardPath}" novalidate>
    <div class="app-filters__group">
      ${selectFilter(filters, 'period', words.period, periodOptions(filters))}
      <p class="govuk-hint">${words.periodHint}</p>
      ${dateField(state, { name: 'from', label: words.from, example: words.example.from })}
      ${dateField(state, { name: 'to', label: words.to, example: words.example.to })}
    </div>
    <div class="app-filters__group">
      ${selectFilter(
        filters,
        'measure',
        words.measure,
        measures.map((value) => ({ value, text: metrics[value].title })),
      )}
      ${selectFilter(filters, 'where', words.where, [{ value: '', text: words.everything }, ...placeOptions(filters)])}
      ${selectFilter(filters, 'by', words.by, [none, ...dimensionOptions(dimensions)])}
      ${selectFilter(filters, 'across', words.across, [none, ...dimensionOptions(crossDimensions)])}
    </div>
    <div class="app-filters__group">
      ${selectFilter(filters, 'interval', words.interval, [
        { value: '', text: words.intervalAuto },
        ...intervals.filter((value) => value !== 'all').map((value) => ({ value, text: lines[value] })),
      ])}
      ${textField(state, { name: 'compare', label: words.compare, width: 3, inputmode: 'numeric' })}
      ${selectFilter(filters, 'publish', words.publish, [
        { value: 'false', text: words.publishChoices.false },
        { value: 'true', text: words.publishChoices.true },
      ])}
    </div>
    <div class="govuk-button-group app-filters__buttons">
      ${button({ text: words.apply })}
      <a class="govuk-link" href="${dashboardPath}">${words.clear}</a>
    </div>
  </form>`;
}

export const filterForm = (filters: Filters): Markup =>
  details({
    summaryText: filters.texts.dashboard.filters.summary,
    html: filterFields(filters),
    open: filters.errors.length > 0,
    classes: 'app-dashboard-filters',
  });

/** The filters that differ from the defaults, each with the parameters to remove. */
function activeFilters({
  selection,
  area,
  texts,
}: Filters & { selection: ValidSelection }): { text: string; without: string[] }[] {
  const { query, parameters } = selection;
  const words = texts.dashboard;
  const { tags, filters } = words;
  const { where, by } = query;
  const { period } = parameters;
  const name = namedPeriods.find((one) => one === period);
  const dates = name
    ? filters.periods[name]
    : period
      ? filters.financialYear(period, period !== financialYearOf(selection.today))
      : words.span(query.from, query.to);
  return [
    ...(period || parameters.from ? [{ text: dates, without: ['period', 'from', 'to'] }] : []),
    ...(parameters.measure ? [{ text: metrics[query.measure].title, without: ['measure'] }] : []),
    ...(where
      ? [
          {
            text: words.whereName(where.dimension, valueName(texts, area, where.dimension, where.value)),
            without: ['where'],
          },
        ]
      : []),
    ...by.map((dimension) => ({ text: tags.by(dimensionDefinitions[dimension].title), without: [`by:${dimension}`] })),
    ...(parameters.interval ? [{ text: tags.interval(query.interval), without: ['interval'] }] : []),
    ...(query.compare === defaultCompareMonths ? [] : [{ text: tags.compare(query.compare), without: ['compare'] }]),
    ...(query.publish ? [{ text: words.published.tag, without: ['publish'] }] : []),
  ];
}

/** The URL without some parameters; `by:<dimension>` removes one of two breakdowns. */
function hrefWithout(selection: ValidSelection, names: readonly string[]): string {
  const { by: _, ...rest } = Object.fromEntries(
    Object.entries(selection.parameters).filter(([name]) => !names.includes(name)),
  );
  const by = selection.query.by.filter((dimension) => !names.includes(`by:${dimension}`)).join(',');
  return hrefOf(by === '' ? rest : { ...rest, by });
}

export function filterTags(filters: Filters & { selection: ValidSelection }): Content {
  const tags = activeFilters(filters);
  if (tags.length === 0) return undefined;
  const words = filters.texts.dashboard.filters;
  return html`<h2 class="govuk-visually-hidden">${words.shown}</h2>
  <ul class="app-tags">${tags.map(
    ({ text, without }) =>
      html`<li><a class="app-tags__tag govuk-link govuk-link--no-visited-state" href="${hrefWithout(filters.selection, without)}" aria-label="${words.remove(text)}">${text} <span class="app-tags__cross" aria-hidden="true">×</span></a></li> `,
  )}</ul>`;
}
