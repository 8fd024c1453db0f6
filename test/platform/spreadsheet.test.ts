import readXlsxFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { spreadsheetFile } from '#src/platform/spreadsheet.ts';

test('text that looks like a formula stays text, and numbers are numbers', async () => {
  const rows = [['Heading'], ['Name', 'Count'], ['=1+1', 12], ['@sum(a1)', 0], ['Zoë & <b>', -1]];
  const file = await spreadsheetFile([{ name: 'One', rows, headingRow: 1, widths: [20, 10] }]);
  const [sheet] = await readXlsxFile(file);
  expect(sheet?.sheet).toBe('One');
  expect(sheet?.data.map((row) => row.filter((cell) => cell !== null))).toEqual(rows);
});
