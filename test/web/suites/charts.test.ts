import { describe, expect, test } from 'vitest';
import { barChart, barTable } from '#src/web/charts/bars.ts';
import { colourScale, lineStyles as lineLooks } from '#src/web/charts/colours.ts';
import { lineChart, lineTable } from '#src/web/charts/line.ts';
import { hasTiles, mapTable, tileMap } from '#src/web/charts/map.ts';
import { smallMultiples } from '#src/web/charts/multiples.ts';
import { wrap } from '#src/web/charts/svg.ts';
import type { Markup } from '#src/web/html.ts';
import { en } from '#src/web/texts/en.ts';
import { makeDom } from '#test/web/support/dom.ts';
import { bars, line, lines, map, multiples } from '#test/web/support/sample-charts.ts';

const dom = makeDom();
const show = (markup: Markup): Document => dom.show(`<!DOCTYPE html><body>${markup}</body>`);

const charts = {
  line: { chart: lineChart(en, line), table: lineTable(en, line), spec: line, axes: [line.axes.x, line.axes.y] },
  lines: { chart: lineChart(en, lines), table: lineTable(en, lines), spec: lines, axes: [lines.axes.x, lines.axes.y] },
  bars: { chart: barChart(en, bars), table: barTable(en, bars), spec: bars, axes: [bars.axes.x, bars.axes.y] },
  multiples: { chart: smallMultiples(en, multiples), spec: multiples, axes: [multiples.axes.x, multiples.axes.y] },
  map: { chart: tileMap(en, map), table: mapTable(en, map), spec: map, axes: [map.axis] },
};

describe.each(Object.entries(charts))('%s', (_, { chart, spec, axes }) => {
  test('has a headline, axis titles, and one text alternative per drawing', () => {
    const document = show(chart);
    expect(document.querySelector(`#${spec.id}-headline`)?.textContent).toBe(spec.headline);
    const drawings = [...document.querySelectorAll('svg')];
    expect(drawings.length).toBeGreaterThan(0);
    for (const drawing of drawings) {
      expect(drawing.getAttribute('role')).toBe('img');
      expect(drawing.getAttribute('aria-label')).toMatch(/^(Line chart|Bar chart|Map) of .+\. .+\./);
      const words = [...drawing.querySelectorAll('text')].map((text) => text.textContent);
      expect(words).toEqual(expect.arrayContaining(axes));
      expect(drawing.getAttribute('viewBox')).toMatch(/^0 0 \d+ \d+$/);
    }
  });

  test('has no inline styles and no invalid number', () => {
    expect(String(chart)).not.toMatch(/style=|NaN|undefined|Infinity/);
  });

  test('draws inside its own frame', () => {
    for (const drawing of show(chart).querySelectorAll('svg')) {
      const [, , width = 0, height = 0] = (drawing.getAttribute('viewBox') ?? '').split(' ').map(Number);
      const at = (name: string) =>
        [...drawing.querySelectorAll(`[${name}]`)].map((node) => Number(node.getAttribute(name)));
      for (const x of ['x', 'x1', 'x2', 'cx'].flatMap(at)) expect(x >= 0 && x <= width).toBe(true);
      for (const y of ['y', 'y1', 'y2', 'cy'].flatMap(at)) expect(y >= 0 && y <= height).toBe(true);
    }
  });

  test('no text is cut at an edge of the drawing', () => {
    for (const drawing of show(chart).querySelectorAll('svg')) {
      const width = Number((drawing.getAttribute('viewBox') ?? '').split(' ')[2]);
      for (const node of drawing.querySelectorAll('text')) {
        // As wide as DejaVu Sans, which stands in for Arial on Linux, has digits and capitals on average.
        const own = (node.textContent ?? '').length * Number(node.getAttribute('font-size')) * 0.58;
        const share = { start: 0, middle: 0.5, end: 1 }[node.getAttribute('text-anchor') ?? 'start'] ?? 0;
        const left = Number(node.getAttribute('x')) - share * own;
        expect({ text: node.textContent, isCut: left < 0 || left + own > width }).toMatchObject({ isCut: false });
      }
    }
  });
});

const { multiples: _, ...withTables } = charts;
describe.each(Object.entries(withTables))('%s', (_name, { table, spec }) => {
  test('has a table of every number, in a box that scrolls by keyboard', () => {
    const document = show(table);
    expect(document.querySelector('caption')?.textContent).toContain(spec.headline);
    expect(document.querySelector('section')?.tabIndex).toBe(0);
    const cells = [...document.querySelectorAll('td')].map((cell) => cell.textContent ?? '');
    expect(cells.every((cell) => /^(\d|\[c\])/.test(cell))).toBe(true);
    expect(document.querySelectorAll('tbody th').length * (document.querySelectorAll('thead th').length - 1)).toBe(
      cells.length,
    );
  });
});

describe('a suppressed number', () => {
  test('is neither drawn nor written', () => {
    const document = show(charts.bars.chart);
    const drawing = document.querySelector('svg');
    expect(drawing?.getAttribute('aria-label')).toContain('Murder or manslaughter: [c].');
    expect(drawing?.textContent).toContain('[c]');
    expect(document.querySelector('figure')?.textContent).toContain(en.charts.suppressedNote);
  });
  test('is a gap in a line, and a number between two gaps is a dot', () => {
    const charities = [...show(charts.lines.chart).querySelectorAll('.app-chart__wide path')].at(-1);
    expect(charities?.getAttribute('d')?.match(/M/g)).toHaveLength(3);
    const dots = show(charts.lines.chart).querySelectorAll('.app-chart__wide circle');
    expect(dots).toHaveLength(lines.series.length + 1);
  });
  test('is not counted as 0: a line says how many are suppressed', () => {
    const said = (values: (number | null)[]): string => {
      const periods = ['Jan 2020', 'Feb 2020', 'Mar 2020'];
      const series = [{ name: 'Helpers', values }];
      const one = show(lineChart(en, { ...line, level: undefined, periods, series })).querySelector('svg');
      const small = show(smallMultiples(en, { ...multiples, periods, series })).querySelector('svg');
      expect(small?.getAttribute('aria-label')).toBe(one?.getAttribute('aria-label'));
      return one?.getAttribute('aria-label') ?? '';
    };
    expect(said([0, null, 0])).toBe(
      'Line chart of referrals by month, Jan 2020 to Mar 2020. Helpers: 0 wherever it is shown. Not shown: 1 of 3.',
    );
    expect(said([9, null, 7])).toContain(
      'Helpers: of the numbers shown, highest 9 (Jan 2020), lowest 7 (Mar 2020), last 7 (Mar 2020). Not shown: 1 of 3.',
    );
    expect(said([9, 8, 7])).toContain('Helpers: highest 9 (Jan 2020), lowest 7 (Mar 2020), last 7 (Mar 2020).');
    expect(said([7, 7, 7])).toContain('Helpers: 7 throughout.');
  });
});

describe('colour is never the only difference', () => {
  test('lines differ by their dashes and carry their names', () => {
    expect(new Set(lineLooks.map((look) => look.dashes)).size).toBe(lineLooks.length);
    for (const shape of ['wide', 'narrow']) {
      const words = show(charts.lines.chart).querySelector(`.app-chart__${shape}`)?.textContent ?? '';
      for (const { name } of lines.series) expect(words).toContain(name);
    }
  });
  test('tiles carry their numbers, and text on them can be read', () => {
    const luminance = (colour: string): number => {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5]
        .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string): number => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    for (const { colour, light } of colourScale)
      expect(contrast(colour, light ? '#ffffff' : '#0b0c0c')).toBeGreaterThan(4.5);
    for (const { colour } of lineLooks) expect(contrast(colour, '#ffffff')).toBeGreaterThan(2.9);
    const words = show(charts.map.chart).querySelector('svg')?.textContent ?? '';
    for (const { label, value } of map.items.slice(0, 10))
      expect(words).toContain(`${label}${value === null ? '[c]' : en.charts.number(value)}`);
  });
});

describe('edges', () => {
  test('the axis of numbers begins at 0, and all zeros are a flat line', () => {
    const flat = { ...line, level: undefined, series: [{ name: 'All', values: line.periods.map(() => 0) }] };
    const drawing = show(lineChart(en, flat)).querySelector('svg');
    expect(drawing?.getAttribute('aria-label')).toContain('All: 0 throughout.');
    expect(drawing?.textContent).toContain('0');
  });
  test('the first and last period names are not cut', () => {
    const periods = ['Apr to Jun 2025', 'Jul to Sep 2025', 'Oct to Dec 2025', 'Jan to Mar 2026'];
    const quarters = { ...line, periods, level: undefined, series: [{ name: 'All', values: [360, 365, 370, 370] }] };
    const drawing = show(lineChart(en, quarters)).querySelector('svg');
    const names = [...(drawing?.querySelectorAll('text') ?? [])].filter((node) => node.textContent?.includes(' to '));
    const places = names.map((node) => ({
      middle: Number(node.getAttribute('x')),
      half: ((node.textContent ?? '').length * 14 * 0.58) / 2,
    }));
    expect(places.length).toBeGreaterThan(1);
    for (const [index, { middle, half }] of places.entries()) {
      expect(middle + half).toBeLessThanOrEqual(640);
      const before = places[index - 1];
      if (before) expect(middle - half).toBeGreaterThan(before.middle + before.half);
    }
  });
  test('an empty chart says so', () => {
    const none = { ...line, series: [{ name: 'All', values: line.periods.map(() => null) }] };
    const drawing = show(lineChart(en, none)).querySelector('svg');
    expect(drawing?.getAttribute('aria-label')).toContain('All: no numbers to show.');
    expect(String(lineChart(en, { ...line, periods: [], series: [] }))).not.toMatch(/NaN|Infinity|undefined/);
    expect(String(barChart(en, { ...bars, items: [] }))).not.toMatch(/NaN|Infinity|undefined/);
    expect(String(tileMap(en, { ...map, items: [] }))).not.toMatch(/NaN|Infinity|undefined/);
  });
  test('a name from outside is text, not markup', () => {
    const nasty = { ...bars, headline: '<img src=x>', items: [{ label: '<img src=x>"', value: 1 }] };
    expect(show(barChart(en, nasty)).querySelectorAll('img')).toHaveLength(0);
  });
  test('every district has a tile of its own, and what has none is listed', () => {
    const document = show(charts.map.chart);
    const places = [...document.querySelectorAll('svg rect')]
      .slice(0, 10)
      .map((tile) => `${tile.getAttribute('x')},${tile.getAttribute('y')}`);
    expect(new Set(places).size).toBe(10);
    expect(document.querySelector('figure > p')?.textContent).toContain('Outside the area: 112');
    expect(hasTiles(map.items.slice(0, 10))).toBe(true);
    expect(hasTiles(map.items)).toBe(false);
    expect(hasTiles([])).toBe(false);
  });
  test('a label breaks between words only', () => {
    expect(wrap('Violence or threats without injury', 150).join(' ')).toBe('Violence or threats without injury');
    expect(wrap('Incomprehensibilities', 10)).toEqual(['Incomprehensibilities']);
  });
});
