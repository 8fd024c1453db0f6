/** Spreadsheet files (Office Open XML), which every office program reads. */
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';

export const spreadsheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type SheetCell = string | number;

export interface Sheet {
  /** At most 31 characters. */
  name: string;
  /** The first is the sheet's heading. Text is never read as a formula. */
  rows: readonly (readonly SheetCell[])[];
  /** Index of the row that heads the table's columns, which stays in view; none in a sheet of text. */
  headingRow?: number;
  /** Of each column, in characters. */
  widths: readonly number[];
}

const asCells = ({ rows, headingRow }: Sheet): SheetData =>
  rows.map((row, index) => {
    const isBold = index === 0 || index === headingRow;
    // A text above the table has the width of the sheet; one in the table has that of its column.
    const isInTable = headingRow !== undefined && index >= headingRow;
    return row.map((value) => ({
      value,
      type: typeof value === 'number' ? Number : String,
      ...(typeof value === 'number' && { format: '#,##0' }),
      ...(isBold && { fontWeight: 'bold' as const }),
      ...(isInTable && { wrap: true, alignVertical: 'top' as const }),
    }));
  });

export const spreadsheetFile = (sheets: readonly Sheet[]): Promise<Buffer> =>
  writeXlsxFile(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      data: asCells(sheet),
      columns: sheet.widths.map((width) => ({ width })),
      orientation: 'landscape' as const,
      ...(sheet.headingRow !== undefined && { stickyRowsCount: sheet.headingRow + 1, stickyColumnsCount: 1 }),
    })),
  ).toBuffer();
