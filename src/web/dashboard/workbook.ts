/**
 * Every table of a period as the sheets of one workbook, laid out as official statistics are: what it is and its notes
 * first, definitions next, then one table on each sheet with codes and names, and no cell left empty.
 */
import { suppressedMarker } from '#src/contracts/volumes-response.ts';
import { dimensions, measures } from '#src/domain/counting/model.ts';
import { describeDimension, dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import type { Sheet, SheetCell } from '#src/platform/spreadsheet.ts';
import type { Texts } from '../texts/en.ts';
import type { PeriodTables } from './period-tables.ts';

export interface WorkbookFrame {
  texts: Texts;
  /** The area, and the part of it. */
  place: string;
  /** How figures to publish were made safe, in words; undefined of exact ones. */
  publishMethod: string | undefined;
}

const numberWidth = 14;
const countCell = (count: number | null): SheetCell => count ?? suppressedMarker;
const uncountedMarker = '[x]';
/** One a row: a cell of several would run out of the window. */
const sentencesOf = (text: string): string[] => text.split(/(?<=\.) /);
const countWidths = (count: number): number[] => Array.from({ length: count }, () => numberWidth);

export const workbookSheets = (tables: PeriodTables, frame: WorkbookFrame): Sheet[] => [
  coverSheet(tables, frame),
  definitionsSheet(frame.texts),
  monthsSheet(tables, frame.texts),
  ...tables.breakdowns.map((one) => breakdownSheet(one, frame.texts)),
];

function coverSheet({ question, asOf, notes, breakdowns, uncountedMonths }: PeriodTables, frame: WorkbookFrame): Sheet {
  const { texts, place, publishMethod } = frame;
  const words = texts.workbook;
  const kind = publishMethod ? [words.published, publishMethod, words.publishedZero, words.suppressed] : [words.exact];
  const marks = [...(uncountedMonths.length > 0 ? [words.uncounted(uncountedMarker)] : []), words.doesNotApply];
  const lines = [
    [words.title(place, texts.dashboard.span(question.from, question.to))],
    [words.asOf(texts.dashboard.instant(asOf))],
    ...[...kind, ...(publishMethod ? [] : notes), ...marks].flatMap(sentencesOf).map((line) => [line]),
  ];
  return {
    name: words.cover,
    rows: [
      ...lines,
      [words.columns.sheet, words.columns.content],
      [words.definitions, words.aboutDefinitions],
      [words.byMonth, words.aboutMonths],
      ...breakdowns.map(({ by }) => [by, words.aboutBreakdown(dimensionDefinitions[by].title)]),
    ],
    headingRow: lines.length,
    widths: [32, 60],
  };
}

function definitionsSheet({ workbook: words }: Texts): Sheet {
  const { columns } = words;
  return {
    name: words.definitions,
    rows: [
      [words.definitions],
      [words.oneTable],
      [
        columns.code,
        columns.title,
        columns.definition,
        columns.unit,
        columns.countedWhen,
        columns.byService,
        columns.mind,
      ],
      ...measures.map((measure) => {
        const { title, definition, unit, countedWhen, byService, caveats } = metrics[measure];
        return [measure, title, definition, unit, countedWhen, byService, caveats.join(' ')];
      }),
      ...dimensions.map((by) => {
        const { title, isMultiValued } = dimensionDefinitions[by];
        return [by, title, describeDimension(by), '–', '–', '–', isMultiValued ? words.severalLines : '–'];
      }),
    ],
    headingRow: 2,
    widths: [22, 30, 80, 14, 60, 60, 60],
  };
}

function monthsSheet(
  { measures: columns, partialMonths, uncountedMonths, question }: PeriodTables,
  texts: Texts,
): Sheet {
  const words = texts.workbook;
  const isWhole = (month: string): string => (partialMonths.includes(month) ? words.no : words.yes);
  // When counting began is not told of published figures.
  const wholeCells = (text: string): string[] => (question.publish ? [] : [text]);
  const months = columns[0]?.months ?? [];
  return {
    name: words.byMonth,
    rows: [
      [words.aboutMonths],
      [words.oneTable],
      [
        words.columns.month,
        ...wholeCells(words.columns.whole),
        ...columns.map(({ measure }) => metrics[measure].title),
      ],
      ...months.map(({ month }, index) => [
        month,
        ...wholeCells(isWhole(month)),
        ...columns.map((column) =>
          uncountedMonths.includes(month) ? uncountedMarker : countCell(column.months[index]?.count ?? null),
        ),
      ]),
      [words.columns.wholePeriod, ...wholeCells('–'), ...columns.map(({ total }) => countCell(total))],
    ],
    headingRow: 2,
    widths: [numberWidth, ...countWidths(columns.length + 1)],
  };
}

function breakdownSheet({ by, measures: columns, rows }: PeriodTables['breakdowns'][number], texts: Texts): Sheet {
  const words = texts.workbook;
  const { title, isMultiValued } = dimensionDefinitions[by];
  const notes = [words.oneTable, describeDimension(by), ...(isMultiValued ? [words.severalLines] : [])];
  return {
    name: by,
    rows: [
      [words.aboutBreakdown(title)],
      [notes.join(' ')],
      [words.columns.code, title, ...columns.map((measure) => metrics[measure].title)],
      ...rows.map(({ value, name, counts }) => [value, name, ...counts.map(countCell)]),
    ],
    headingRow: 2,
    widths: [22, 34, ...countWidths(columns.length)],
  };
}
