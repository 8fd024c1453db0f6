/** A CSV to fill in, and a guide to its columns. */
import { type Column, columns, emptyListMarker, listSeparator } from './columns.ts';

/** A row is no referral whose first cell begins with it, where the first column is one of these. */
export const noteMarker = '#';
export const noteColumns: readonly string[] = ['crimeReference', 'incidentReference'];

/** Stays empty in the example, which has a date of birth. */
const notInExample = 'victim.approximateAge';

/**
 * A header with all columns; then what each is called, what it is for, and an example of a made-up person. Begins with a byte order
 * mark, by which spreadsheets recognise UTF-8.
 */
export function csvTemplate(): string {
  const rows = [
    columns.map(({ path }) => path),
    asNote(columns.map(({ label }) => label)),
    asNote(columns.map(({ description, form }) => `${description} ${form.charAt(0).toUpperCase()}${form.slice(1)}.`)),
    // In both, so that the example is no referral either once the first column is taken out.
    columns.map((column) => `${noteColumns.includes(column.path) ? `${noteMarker} ` : ''}${exampleCell(column)}`),
  ];
  return `\uFEFF${rows.map(csvLine).join('')}`;
}

/** A line for each column: its name, its label on pages, and what it is for. */
export const columnGuide = (): string =>
  columns.map(({ path, label, description }) => `${path}: ${label}. ${description}\n`).join('');

const asNote = ([first = '', ...others]: readonly string[]): string[] => [`${noteMarker} ${first}`, ...others];

function exampleCell({ path, example }: Column): string {
  if (path === notInExample || example === null) return '';
  if (typeof example !== 'object') return String(example);
  return example.length === 0 ? emptyListMarker : example.join(`${listSeparator} `);
}

/** RFC 4180. */
const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
