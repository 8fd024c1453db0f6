import { parse } from 'csv-parse/sync';
import { sample } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemSchema } from '#src/contracts/problems.ts';
import type { Count } from '#src/domain/counting/model.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { volumesApp } from '#src/http/volumes.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';
import { exampleCellKey } from '#test/support/example-cell-key.ts';
import { anyFacts, rowsInMemory } from '#test/support/generated-counts.ts';
import { sendRequest } from '#test/support/send-request.ts';

const area = exampleArea();
const [facts] = sample(anyFacts, { numRuns: 1, seed: 3 });
if (!facts) throw new Error('no counts were generated');
const received: Count = { measure: 'referrals', day: '2026-01-05', facts, services: [] };
const app = volumesApp({
  area,
  register: buildPartyRegister(area.parties, {}),
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  cellKey: async () => exampleCellKey,
  counters: rowsInMemory([Array.from({ length: 7 }, () => received)]).reader,
  now: () => new Date('2026-03-10T12:00:00Z'),
});
const claims = { scope: 'referrals/volumes', party: 'example-authority' };
const get = (query: string, headers: Record<string, string> = {}) =>
  sendRequest(app, `/v1/volumes?${query}`, { headers, claims });

describe('a volumes query over HTTP', () => {
  test('that repeats a parameter is refused, and names each fault', async () => {
    const response = await get('by=offence&by=district&colour=blue');
    expect(response.status).toBe(400);
    const { errors } = problemSchema.parse(await response.json());
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['by', 'colour']);
  });

  test.each([
    ['', 'text/csv', 'This address answers in JSON, or with format=csv in text/csv.'],
    ['format=csv', 'application/json', 'With format=csv this address answers in text/csv.'],
  ])('%j, asked for %s alone, is told what it could have', async (query, accept, detail) => {
    const response = await get(query, { accept });
    expect(response.status).toBe(406);
    const { title, ...problem } = problemSchema.parse(await response.json());
    expect(problem.detail).toBe(detail);
    expect(title).not.toContain('JSON');
  });
});

describe('a file of figures', () => {
  const nameOf = async (query: string) => (await get(`format=csv&${query}`)).headers.get('content-disposition');

  test('has a name that says what is counted, for which days, and whether it may be published', async () => {
    const days = 'from=2026-01-01&to=2026-02-28';
    for (const [query, name] of [
      [days, '2026-01-01-2026-02-28-each-month'],
      [`${days}&publish=true`, '2026-01-01-2026-02-28-each-month-safe-to-publish'],
      [`${days}&interval=all`, '2026-01-01-2026-02-28'],
      [`${days}&by=offence,district&interval=all`, 'by-offence-district-2026-01-01-2026-02-28'],
      [`${days}&where=service:general&interval=all`, 'where-service-general-2026-01-01-2026-02-28'],
    ])
      expect(await nameOf(`${query}`)).toBe(`attachment; filename="${area.id}-referrals-${name}.csv"`);
  });
});

describe('figures to publish', () => {
  test('say how they were made safe', async () => {
    const { publish } = await (await get('from=2026-01-01&to=2026-02-28&publish=true')).json();
    expect(publish).toEqual({ method: 'small-counts-to-0-and-rounding-by-cell-key', k: 5 });
  });

  test.each([
    ['from=2026-03-01&to=2026-03-31', 'month', '2026-02-28'],
    ['from=2026-01-01&to=2026-03-10', 'month', '2026-02-28'],
    ['from=2026-01-01&to=2026-03-31&interval=quarter', 'quarter', '2025-12-31'],
    ['from=2026-01-01&to=2026-12-31&interval=year', 'year', '2025-12-31'],
    ['from=2026-01-01&to=2026-12-31&interval=all', 'month', '2026-02-28'],
    ['from=2026-05-01&to=2026-05-31', 'month', '2026-02-28'],
  ])(
    'of a period that is not over are refused, and the last one that is over is named: %s',
    async (query, name, day) => {
      const response = await get(`${query}&publish=true`);
      expect(response.status).toBe(400);
      const { code, errors } = problemSchema.parse(await response.json());
      expect([code, errors]).toMatchObject([
        'malformed-query',
        [
          {
            pointer: 'to',
            detail: `Figures to publish are of periods that are over: the last ${name} that is over ended on ${day}.`,
          },
        ],
      ]);
    },
  );

  test.each([
    ['from=2026-01-02&to=2026-02-28', ['from']],
    ['from=2026-01-01&to=2026-02-27', ['to']],
    ['from=2026-01-01&to=2026-02-28&interval=quarter', ['to']],
    ['from=2025-02-01&to=2025-12-31&interval=year', ['from']],
    ['from=2026-01-01&to=2026-02-28&interval=all', ['interval']],
    ['from=2026-01-01&to=2026-01-31&interval=week', ['interval']],
    ['publish=rounded&from=2026-01-01&to=2026-01-31', ['publish']],
  ])('are of whole calendar periods only: %s is refused', async (query, pointers) => {
    const response = await get(query.includes('publish') ? query : `${query}&publish=true`);
    expect(response.status).toBe(400);
    const problem = problemSchema.parse(await response.json());
    expect([problem.code, problem.errors?.map(({ pointer }) => pointer)]).toEqual(['malformed-query', pointers]);
  });

  test.each(['', 'interval=quarter', 'interval=financial-year', 'interval=all', 'from=2025-12-01'])(
    'need no dates: %s is of the last periods that are over',
    async (query) => expect((await get(`${query}&publish=true`)).status).toBe(200),
  );
});

describe('a period that is not counted whole', () => {
  const partialOf = async (query: string) => {
    const { partialPeriods, notes } = await (await get(query)).json();
    return { partialPeriods, notes: notes ?? [] };
  };

  test('is named: counting began in it, the dates cut it, or it is not over', async () => {
    // Counting began on 5 January 2026, and today is 10 March.
    const years = await partialOf('from=2025-01-01&to=2026-12-31&interval=year');
    expect(years.partialPeriods).toEqual(['2025', '2026']);
    expect(years.notes).toContain('Counting began on 2026-01-05.');
    expect((await partialOf('from=2026-01-01&to=2026-03-31')).partialPeriods).toEqual(['2026-01', '2026-03']);
    expect((await partialOf('from=2026-02-10&to=2026-02-28')).partialPeriods).toEqual(['2026-02']);
    expect((await partialOf('from=2026-02-01&to=2026-02-28')).partialPeriods).toBeUndefined();
  });

  test('is not named of figures to publish: that would tell that somebody was counted', async () => {
    const query = 'from=2025-12-01&to=2026-02-28&publish=true';
    const { partialPeriods, notes } = await partialOf(query);
    expect(partialPeriods).toBeUndefined();
    expect(notes.join(' ')).not.toMatch(/Counting began|Not whole/);
    expect(await (await get(`${query}&format=csv`)).text()).not.toMatch(/,no,/);
  });

  test('is marked in a file', async () => {
    const text = await (await get('from=2026-01-01&to=2026-02-28&format=csv')).text();
    const rows = parse<Record<string, string>>(text, { bom: true, columns: true });
    expect(rows).toMatchObject([
      { Period: '2026-01', 'Whole period': 'no', 'Referrals received': '7' },
      { Period: '2026-02', 'Whole period': 'yes', 'Referrals received': '0' },
    ]);
  });
});
