/** Reads referrals from CSV: a header of dotted paths, one row per referral. */
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { type Column, cellValue, closeGaps, columnAt, columnOfPointer, dayFirstExample, setAtPath } from './columns.ts';
import { type FileItem, type ReadOptions, type ReferralFile, UnreadableFile } from './model.ts';
import { noteColumns, noteMarker } from './template.ts';

/** The parser's types do not reflect its options. */
const rowsSchema = z.array(z.object({ record: z.array(z.string()), raw: z.string() }));

interface Row {
  record: string[];
  raw: string;
  /** Line on which the row starts. */
  line: number;
}

/** @throws UnreadableFile when the text is not CSV, or its header has unknown columns that are not to be left out */
export function readCsv(text: string, options: ReadOptions = {}): ReferralFile {
  const { dropUnknownFields = false } = options;
  const [header, ...rows] = withoutEmptyLastColumns(parseRows(text));
  if (!header) throw new UnreadableFile('The file is empty.');
  const columnsInFile = header.record.map(findColumn);
  const columnsLeftOut = columnsInFile.flatMap((column, index) => (column ? [] : [index + 1]));
  // Without any known column the file has no header: its first line is a person's data.
  if (columnsLeftOut[0] !== undefined && (!dropUnknownFields || columnsLeftOut.length === columnsInFile.length))
    throw unknownColumn(columnsLeftOut[0]);
  // Spreadsheets leave rows of empty cells below the last row.
  const nonEmptyRows = rows.filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  const notes = nonEmptyRows.filter((row) => isNote(row, columnsInFile[0]));
  return {
    items: nonEmptyRows.filter((row) => !notes.includes(row)).map((row) => toItem(row, columnsInFile, options)),
    columnsLeftOut,
    linesLeftOut: notes.map(({ line }) => line),
    toFile: (items) => [header.raw, ...items.map(({ raw }) => raw)].map((line) => `${line}\r\n`).join(''),
  };
}

/** As those of the template are (template.ts). No reference begins with the mark, so no referral is taken for a note. */
const isNote = ({ record: [cell = ''] }: Row, column: Column | undefined): boolean =>
  column !== undefined && noteColumns.includes(column.path) && cell.trimStart().startsWith(noteMarker);

function parseRows(text: string): Row[] {
  try {
    const delimiter = delimiterOf(text);
    const options = { bom: true, raw: true, skip_empty_lines: true, relax_column_count: true, delimiter } as const;
    return addLineNumbers(text, rowsSchema.parse(parse(text, options)));
  } catch (error) {
    // The parser's message quotes the line, which holds personal data.
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? ` near line ${error['lines']}` : '';
    throw new UnreadableFile(`The file is not CSV${line}: a quote is not closed, or stands where none may.`, {
      cause: error,
    });
  }
}

/** The one of comma, semicolon and tab that stands most in the header, where names of fields have none of them. */
function delimiterOf(text: string): string {
  const [header = ''] = text.replace(/^[\uFEFF\r\n]+/, '').split(/\r|\n/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Spreadsheets write empty columns behind the last one that was ever used. */
function withoutEmptyLastColumns(rows: readonly Row[]): Row[] {
  const used = Math.max(0, ...rows.map(({ record }) => record.findLastIndex((cell) => cell.trim() !== '') + 1));
  const [header] = rows;
  const width = Math.max(used, header?.record.findLastIndex((cell) => cell.trim() !== '') ?? 0);
  return rows.map((row) => ({ ...row, record: row.record.slice(0, width) }));
}

/** Finds each row in the text, because the parser counts a CRLF within quotes as two lines. */
function addLineNumbers(text: string, rows: readonly Omit<Row, 'line'>[]): Row[] {
  let offset = 0;
  let line = 1;
  return rows.map(({ record, raw: rawRow }) => {
    const raw = trimLineEnds(rawRow);
    const start = text.indexOf(raw, offset);
    line += countLineEnds(text.slice(offset, start));
    const row = { record, raw, line };
    offset = start + raw.length;
    line += countLineEnds(raw);
    return row;
  });
}

const countLineEnds = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** Names a column by number, because a file without a header starts with personal data. */
const unknownColumn = (number: number): UnreadableFile =>
  new UnreadableFile(
    `Column ${number} of the header is no field of a referral. referrals submit --template prints those there are.`,
  );

/** Undefined where the name is no field of a referral. */
function findColumn(name: string, index: number, all: readonly string[]): Column | undefined {
  const path = name.trim();
  const column = columnAt(path);
  if (column && all.findIndex((other) => other.trim() === path) !== index) {
    throw new UnreadableFile(`Column ${index + 1} of the header stands there twice: ${path}.`);
  }
  return column;
}

function toItem(
  { record, raw, line }: Row,
  columnsInFile: readonly (Column | undefined)[],
  options: ReadOptions,
): FileItem {
  const where = `line ${line}`;
  if (record.length !== columnsInFile.length) {
    const fault = `it has ${record.length} cells and the header ${columnsInFile.length}`;
    return { where, referral: undefined, fault, raw };
  }
  const referral: Record<string, unknown> = {};
  columnsInFile.forEach((column, index) => {
    const value = column && cellValue(column, record[index] ?? '', options);
    if (column && value !== undefined) setAtPath(referral, column.path, value);
  });
  const numbers = closeGaps(referral);
  const placeOf = (pointer: string) => columnOfPointer(pointer, numbers);
  if (options.dates !== 'dmy') return { where, referral, raw, placeOf };
  return { where, referral, raw, placeOf, dateFormAt: (pointer) => dayFirstExample(columnAt(placeOf(pointer))) };
}

/** The parser's raw text includes blank lines before the row. */
const trimLineEnds = (line: string): string => line.replace(/^[\uFEFF\r\n]+/, '').replace(/[\r\n]+$/, '');
