import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columns, emptyListMarker, listSeparator } from '#client/referral-files/columns.ts';
import { readCsv } from '#client/referral-files/csv.ts';
import { readJson, readNdjson } from '#client/referral-files/json.ts';
import { fileKindOf, readReferrals } from '#client/referral-files/read.ts';
import { csvTemplate } from '#client/referral-files/template.ts';
import { parseSubmissionFormat } from '#src/contracts/submission.ts';
import { submission } from '#test/support/submissions.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
/** RFC 4180. */
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const line = (cells: readonly string[]): string => cells.map(quoted).join(',');

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

/** The text that a person would type into the cell. */
function cellOf(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? emptyListMarker : value.join(`${listSeparator} `);
  return String(value);
}

const asCsv = (referral: unknown, end: string): string =>
  [line(columns.map(({ path }) => path)), line(columns.map(({ path }) => cellOf(at(referral, path))))].join(end);

describe('the columns of a CSV', () => {
  test('are the submission’s fields, each as a dotted path of the schema’s names', () => {
    const paths = columns.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['crimeReference', 'victim.familyName', 'contact.safe.voicemail']));
    expect(new Set(paths).size).toBe(paths.length);
    const unknown = columns.flatMap(({ path }) => {
      const referral = readCsv(`${path}\r\n1\r\n`).items[0]?.referral;
      const read = parseSubmissionFormat(referral);
      return 'faults' in read && read.faults.some(({ code }) => code === 'unknown-field') ? [path] : [];
    });
    expect(unknown).toEqual([]);
  });

  test('hold a whole referral without loss', () => {
    const referral = submission({
      victim: { accessNeeds: 'Large print, "bold"', guardian: { name: 'Alex Example', phone: '+447700900456' } },
      risk: { tool: 'dash', score: 9 },
    });
    for (const end of ['\r\n', '\n']) {
      expect(readCsv(`\uFEFF${asCsv(referral, end)}`).items.map((item) => item.referral)).toEqual([referral]);
    }
  });

  test('hold any text without loss', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((it) => it.trim() !== '' && !/[\r\uFEFF]/.test(it));
    void fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), (people) => {
        const rows = people.map((cells) => line(cells)).join('\n');
        const { items } = readCsv(`victim.familyName,offence.summary\n${rows}\n`);
        expect(items.map(({ referral }) => referral)).toEqual(
          people.map(([familyName, summary]) => ({ victim: { familyName }, offence: { summary } })),
        );
      }),
    );
  });

  test('number the objects of a list from 1, and a gap in them is closed', () => {
    const header = 'suspects[1].name,suspects[2].name,suspects[10].hasAccessTo';
    const read = (text: string) => readCsv(text).items.map(({ referral }) => referral);
    expect(read(`${header}\nAlex,Jo,phone;post\n,,email\n,,\n,x,\n`)).toEqual([
      { suspects: [{ name: 'Alex' }, { name: 'Jo' }, { hasAccessTo: ['phone', 'post'] }] },
      { suspects: [{ hasAccessTo: ['email'] }] },
      { suspects: [{ name: 'x' }] },
    ]);
  });

  test.each(['suspects[11].name', 'suspects[0].name', 'suspects.name', 'suspects[].name', 'victim[1].familyName'])(
    'has no %s',
    (path) => {
      expect(() => readCsv(`${path}\nAlex\n`)).toThrow('Column 1 of the header is no field of a referral.');
    },
  );

  test.each([
    ['victim.interpreterNeeded', 'yes', true],
    ['victim.interpreterNeeded', 'FALSE', false],
    ['victim.interpreterNeeded', 'perhaps', 'perhaps'],
    ['risk.score', '14', 14],
    ['risk.score', 'fourteen', 'fourteen'],
    ['needs', 'safety; Housing;other ways', ['safety', 'housing', 'other ways']],
    ['offence.hateStrands', 'none', []],
    ['crimeReference', '0012', '0012'],
    ['consent.overrideReason', 'true', 'true'],
  ])('%s: %s is %j', (path, cell, value) => {
    expect(at(readCsv(`victim.familyName,${path}\nExample,${cell}\n`).items[0]?.referral, path)).toEqual(value);
  });

  test('leave out empty cells, and skip empty rows', () => {
    const { items } = readCsv('victim.familyName,risk.score,needs\r\nExample,,\r\n,,\r\n\r\n');
    expect(items.map(({ referral }) => referral)).toEqual([{ victim: { familyName: 'Example' } }]);
  });
});

describe('the position of a referral in its file', () => {
  const text = 'victim.familyName,offence.summary\r\nOne,"two\r\nlines"\r\n\r\nTwo,x\r\nThree\r\n';

  test('is the line on which it begins', () => {
    expect(readCsv(text).items.map(({ where }) => where)).toEqual(['line 2', 'line 5', 'line 6']);
    expect(readNdjson('{"a":1}\n\n{"b":2}\n').items.map(({ where }) => where)).toEqual(['line 1', 'line 3']);
  });

  test('is given for a row with too few cells, which does not affect other rows', () => {
    const [one, , three] = readCsv(text).items;
    expect(one?.fault).toBeUndefined();
    expect(three).toMatchObject({ fault: 'it has 1 cells and the header 2', referral: undefined });
  });

  test('some items of a file make a file of the same kind', () => {
    for (const [read, given] of [
      [readCsv, text],
      [readNdjson, '{"a":1}\n{"b":2}\n{"c":3}\n'],
      [readJson, '[{"a":1},{"b":2},{"c":3}]'],
    ] as const) {
      const file = read(given);
      const some = [file.items[0], file.items[2]].flatMap((item) => item ?? []);
      expect(read(file.toFile(some)).items.map(({ referral, fault }) => ({ referral, fault }))).toEqual(
        some.map(({ referral, fault }) => ({ referral, fault })),
      );
    }
  });
});

describe('the place of a fault in a row of a CSV', () => {
  const header = 'needs,victim.familyName,suspects[1].name,suspects[2].name,suspects[3].name,household.children[2].age';
  const [item] = readCsv(`${header}\nsafety;housing,Example,,Alex,Kim,9\n`).items;

  test.each([
    ['/suspects/0/name', 'suspects[2].name'],
    ['/suspects/1/releaseOn', 'suspects[3].releaseOn'],
    ['/household/children/0/age', 'household.children[2].age'],
    ['/suspects/0', 'suspects[2]'],
    ['/suspects', 'suspects'],
    ['/victim/familyName', 'victim.familyName'],
    ['/contact/safe', 'contact.safe'],
    ['/needs/1', 'needs'],
    ['/victim/address/lines/0', 'victim.address.lines'],
    ['', ''],
  ])('%s is the column %s', (pointer, column) => {
    expect(item?.placeOf?.(pointer)).toBe(column);
  });
});

describe('JSON', () => {
  test.each([
    ['one', '{"a":1}', [{ a: 1 }]],
    ['a list', '[{"a":1},2]', [{ a: 1 }, 2]],
    ['the body of a batch', '\uFEFF{"referrals":[{"a":1}]}', [{ a: 1 }]],
  ])('%s', (_, text, referrals) => {
    expect(readJson(text).items.map(({ referral }) => referral)).toEqual(referrals);
  });

  test('lines of JSON hold any JSON value, and an invalid line is reported', () => {
    void fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (values) => {
        const { items } = readNdjson(values.map((value) => JSON.stringify(value)).join('\r\n'));
        expect(items.map(({ referral }) => referral)).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
    expect(readNdjson('{"a":\n{"b":2}').items.map(({ fault }) => fault)).toEqual(['it is not JSON', undefined]);
  });
});

describe('a file that cannot be read', () => {
  test.each([
    ['csv', '', 'The file is empty'],
    ['csv', 'Marked-Name,victim.familyName\nx,y\n', 'Column 1 of the header is no field'],
    ['csv', 'victim.familyName,victim.familyName\nMarked-Name,y\n', 'Column 2 of the header stands there twice'],
    ['csv', 'victim.familyName\n"Marked-Name\n', 'not CSV near line'],
    ['csv', 'victim.familyName\nMarked-"Name\n', 'not CSV near line'],
    ['json', '{"familyName": "Marked-Name"', 'not JSON'],
  ] as const)('as %s: %j', (kind, text, why) => {
    const read = () => readReferrals(bytes(text), kind);
    expect(read).toThrow(why);
    expect(read).not.toThrow('Marked-Name');
  });

  test('in another encoding is refused, not garbled', () => {
    expect(() => readReferrals(Uint8Array.of(0x6e, 0xe9, 0x0a), 'csv')).toThrow('not in UTF-8');
  });

  test('has its kind from its name', () => {
    expect(['a.json', 'b.CSV', 'b.tsv', 'c.ndjson', 'd.jsonl', 'e.txt', 'csv'].map(fileKindOf)).toEqual([
      'json',
      'csv',
      'csv',
      'ndjson',
      'ndjson',
      undefined,
      undefined,
    ]);
  });
});

describe('columns of a CSV that are no fields', () => {
  const file = 'victim.familyName,Custody suite,needs,,victim.sex\nExample,Q1,housing,Q2,male\n';

  test('refuse the file, named by number', () => {
    expect(() => readCsv(file)).toThrow('Column 2 of the header is no field of a referral.');
  });

  test('are left out when that is asked for, and told by number', () => {
    const read = readCsv(file, { dropUnknownFields: true });
    expect(read.items.map(({ referral }) => referral)).toEqual([
      { victim: { familyName: 'Example', sex: 'male' }, needs: ['housing'] },
    ]);
    expect(read.columnsLeftOut).toEqual([2, 4]);
    expect(read.toFile(read.items)).toBe(file.replaceAll('\n', '\r\n'));
  });

  test('refuse the file all the same where no column is known: it has no header', () => {
    expect(() => readCsv('Example,male\nOther,female\n', { dropUnknownFields: true })).toThrow('Column 1');
  });

  test('do not hide a field that stands twice', () => {
    const twice = 'victim.sex,Suite,victim.sex\nmale,Q,male\n';
    expect(() => readCsv(twice, { dropUnknownFields: true })).toThrow('Column 3 of the header stands there twice');
  });
});

describe('a CSV as people have it', () => {
  const read = (text: string, options: Parameters<typeof readCsv>[1] = {}) =>
    readCsv(text, options).items.map(({ referral }) => referral);
  const referral = { victim: { familyName: 'Example', interpreterNeeded: true }, needs: ['safety', 'housing'] };

  test.each([
    ['semicolons', ';', '"safety;housing"'],
    ['tabs', '\t', 'safety;housing'],
    ['commas', ',', 'safety;housing'],
  ])('is separated by %s', (_, delimiter, needs) => {
    const rows = [
      ['victim.familyName', 'victim.interpreterNeeded', 'needs'],
      ['Example', ' Yes ', needs],
    ];
    expect(read(rows.map((cells) => cells.join(delimiter)).join('\r\n'))).toEqual([referral]);
  });

  test('has capitals and spaces in its words', () => {
    const header = 'victim.familyName,contact.safe.call,victim.sex,victim.ethnicity,offence.category';
    expect(read(`${header}\nExample, YES ,Female,w1,Robbery \n`)).toEqual([
      {
        victim: { familyName: 'Example', sex: 'female', ethnicity: 'W1' },
        contact: { safe: { call: 'yes' } },
        offence: { category: 'robbery' },
      },
    ]);
  });

  test('has empty columns behind the last one, in some rows or in all', () => {
    expect(read('victim.familyName,victim.sex,,\nOne,male,,\nTwo,,,\n')).toEqual([
      { victim: { familyName: 'One', sex: 'male' } },
      { victim: { familyName: 'Two' } },
    ]);
    expect(() => read('victim.familyName,,\nOne,,x\n')).toThrow('Column 2');
  });

  test('writes the day first where that is said, and not otherwise', () => {
    const text = 'victim.familyName,victim.dateOfBirth,reportedAt\nExample,3/2/1999,18/11/2026 21:40:00Z\n';
    expect(read(text, { dates: 'dmy' })).toEqual([
      { victim: { familyName: 'Example', dateOfBirth: '1999-02-03' }, reportedAt: '2026-11-18T21:40:00Z' },
    ]);
    expect(read(text)).toEqual([
      { victim: { familyName: 'Example', dateOfBirth: '3/2/1999' }, reportedAt: '18/11/2026 21:40:00Z' },
    ]);
  });

  test.each([
    ['18/11/2026 21:40', '2026-11-18T21:40:00.000Z'],
    ['18/07/2026 21:40', '2026-07-18T20:40:00.000Z'],
    ['1.7.2026 9:40:30', '2026-07-01T08:40:30.000Z'],
    ['18/11/2026T21:40Z', '2026-11-18T21:40:00Z'],
    ['18/11/2026 21:40+01:00', '2026-11-18T21:40:00+01:00'],
    // Told by the API as they are: a day or a time that does not exist, a day without its time, another form.
    ['31/02/2026 21:40', '31/02/2026 21:40'],
    ['18/11/2026 24:40', '18/11/2026 24:40'],
    ['18/11/2026', '18/11/2026'],
    ['18/11/2026 9:40 pm', '18/11/2026 9:40 pm'],
    ['2026-11-18T21:40:00Z', '2026-11-18T21:40:00Z'],
  ])('the time %s, day first, is %s: London’s where it says no offset', (cell, reportedAt) => {
    expect(read(`reportedAt\n${cell}\n`, { dates: 'dmy' })).toEqual([{ reportedAt }]);
  });

  test('has rows that are no referrals: their reference, which comes first, begins with #', () => {
    const file = readCsv('incidentReference,wishes\nOne,# 1 of 2\n # Two,x\nThree,\n');
    expect(file.items.map(({ where }) => where)).toEqual(['line 2', 'line 4']);
    expect(file.linesLeftOut).toEqual([3]);
    expect(read('wishes,incidentReference\n# Sleep,One\n')).toHaveLength(1);
  });
});

describe('the template', () => {
  const template = csvTemplate();

  test('holds every column, what it is called and what it is for, and no referral', () => {
    const { items, linesLeftOut } = readCsv(template);
    expect([items, linesLeftOut]).toEqual([[], [2, 3, 4]]);
    for (const { label, description } of columns) {
      expect(template).toContain(label);
      expect(template.replaceAll('""', '"')).toContain(description);
    }
  });

  test('has an example that is accepted once its marks are taken out, and is none without its first column', () => {
    const [header, , , example = ''] = template.split('\r\n');
    const referral = readCsv(`${header}\n${example.replaceAll('# ', '')}\n`).items[0]?.referral;
    expect(parseSubmissionFormat(referral)).not.toHaveProperty('faults');
    const [, ...columnsLeft] = (header ?? '').split(',');
    expect(readCsv(`${columnsLeft.join(',')}\n${example.slice(example.indexOf(',') + 1)}\n`).items).toEqual([]);
  });
});
