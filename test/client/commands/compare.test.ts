import { describe, expect, test } from 'vitest';
import { type PublishedFigures, publishedFiguresForm } from '#src/contracts/published-figures.ts';
import { makeTerminal, runReferrals } from '#test/client/support/terminal.ts';
import { makeFolder } from '#test/support/make-folder.ts';

const figuresOf = (name: string, total: number | null, over: Partial<PublishedFigures> = {}): string =>
  JSON.stringify({
    form: publishedFiguresForm,
    area: { id: name.toLowerCase(), name },
    from: '2026-01-01',
    to: '2026-02-28',
    asOf: '2026-03-10T12:00:00Z',
    publish: { method: 'example', k: 5 },
    notes: [],
    uncountedMonths: [],
    measures: [
      {
        measure: 'referrals',
        title: 'Referrals received',
        definition: 'Received.',
        total,
        months: ['2026-01', '2026-02'].map((month) => ({ month, count: null })),
      },
    ],
    breakdowns: [],
    ...over,
  } satisfies PublishedFigures);

const compare = (files: Record<string, string>) =>
  runReferrals(['compare', ...Object.keys(files)], makeTerminal({ folder: makeFolder(files) }));

describe('published figures of several areas', () => {
  test('are laid side by side: the average month, drawn to one scale', async () => {
    const { code, out } = await compare({
      'a.json': figuresOf('Northshire', 200),
      'b.json': figuresOf('Southshire', 50),
    });
    expect(code).toBe(0);
    const [head, north, south] = out.split('\n');
    expect(head).toBe('Referrals received, the average month');
    expect(north).toBe(`Northshire, 2026-01-01 to 2026-02-28  ${'█'.repeat(40)} 100.0`);
    expect(south).toBe(`Southshire, 2026-01-01 to 2026-02-28  ${'█'.repeat(10)} 25.0`);
    expect(out).not.toContain('different periods');
  });

  test('leave out of an average the months before an area opened', async () => {
    const { out } = await compare({ 'a.json': figuresOf('Northshire', 200, { uncountedMonths: ['2026-01'] }) });
    expect(out.split('\n')[1]).toMatch(/ 200\.0$/);
  });

  test('people are counted in each month, so that a longer period does not come out lower', async () => {
    const months = ['2026-01', '2026-02'].map((month) => ({ month, count: 15 }));
    const victims = { measure: 'victims' as const, title: 'Distinct victims', definition: '', total: 20, months };
    const files = { 'a.json': figuresOf('Northshire', null, { measures: [victims] }) };
    const { out } = await runReferrals(
      ['compare', '--measure', 'victims', 'a.json'],
      makeTerminal({ folder: makeFolder(files) }),
    );
    expect(out.split('\n')[1]).toMatch(/ 15\.0$/);
  });

  test('are read as they were before that was told', async () => {
    const { uncountedMonths: _, ...older } = JSON.parse(figuresOf('Northshire', 200));
    const { code, out } = await compare({ 'a.json': JSON.stringify(older) });
    expect([code, out.split('\n')[1]]).toEqual([0, expect.stringMatching(/ 100\.0$/)]);
  });

  test('say what must be known of them: other periods, numbers that are not shown', async () => {
    const other = figuresOf('Southshire', null, { from: '2025-01-01' });
    const { out } = await compare({ 'a.json': figuresOf('Northshire', 200), 'b.json': other });
    expect(out).toContain('different periods');
    expect(out).toContain('[c]');
  });

  test('one area in two periods has columns that tell the periods apart', async () => {
    const before = figuresOf('Northshire', 100, { from: '2025-01-01', to: '2025-02-28' });
    const { out } = await compare({ 'a.json': before, 'b.json': figuresOf('Northshire', 200) });
    const columns = out.split('\n').find((line) => line.startsWith(' '));
    expect(columns?.trim()).toBe('Northshire, 2025-01-01 to 2025-02-28  Northshire, 2026-01-01 to 2026-02-28');
  });

  test('a file that is something else is named, and exits 2', async () => {
    const { code, err } = await compare({ 'a.json': '{}' });
    expect(code).toBe(2);
    expect(err).toContain('a.json cannot be read');
  });
});
