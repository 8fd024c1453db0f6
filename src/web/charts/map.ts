/** A tile map: each district is a square of the same size, near its real position, with its number. */
import { scaleQuantize } from 'd3-scale';
import type { District } from '#src/domain/area.ts';
import { axisColour, colourScale } from '#src/web/charts/colours.ts';
import { type ChartHead, type Count, chartFigure, formatCount, numbersTable } from '#src/web/charts/figure.ts';
import { rect, svgDrawing, text } from '#src/web/charts/svg.ts';
import type { Content, Markup } from '#src/web/html.ts';
import { html } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

interface MapItem {
  label: string;
  value: Count;
  /** Undefined for what is not a district of the map (outside the area, not known). */
  tile: District['tile'] | undefined;
}

export interface TileMap extends ChartHead {
  measure: string;
  /** Name of the number, for the key and the table. */
  axis: string;
  /** Items without a tile are listed under the map. */
  items: readonly MapItem[];
}

/** Whether every district has a tile; otherwise show a bar chart. */
export const hasTiles = (districts: readonly Pick<MapItem, 'tile'>[]): boolean =>
  districts.length > 0 && districts.every(({ tile }) => tile !== undefined);

type Tile = NonNullable<District['tile']>;

const tileSize = 96;
const gap = 4;
const shades = [0, 1, 2, 3] as const;

/** Rounds the classes to whole numbers, so that those in the key do not overlap. */
function createShadeScale(items: TileMap['items']) {
  const max = Math.max(4, ...items.map((item) => item.value ?? 0));
  return scaleQuantize<(typeof shades)[number]>([0, max], shades).nice();
}

function drawKey(texts: Texts, map: TileMap, top: number): Content {
  const shade = createShadeScale(map.items);
  return [
    text(0, top, map.axis, { bold: true }),
    colourScale.map(({ colour }, index) => {
      const [from = 0, to = 0] = shade.invertExtent(shades[index] ?? 0);
      const last = index === colourScale.length - 1;
      const words = texts.charts.map.key(
        texts.charts.number(Math.ceil(from)),
        texts.charts.number(last ? Math.floor(to) : Math.ceil(to) - 1),
      );
      const x = (index % 2) * 180;
      const y = top + 12 + Math.floor(index / 2) * 26;
      return [rect(x, y, 20, 20, colour, axisColour), text(x + 28, y + 15, words)];
    }),
  ];
}

function altText(texts: Texts, map: TileMap): string {
  const items = map.items.map((item) => texts.charts.bar.item(item.label, formatCount(texts, item.value)));
  return [texts.charts.map.summary(map.measure), ...items].join(' ');
}

function drawTile(texts: Texts, item: MapItem, [column, row]: Tile, shade: (value: number) => number): Content {
  const x = column * (tileSize + gap) + 1;
  const y = row * (tileSize + gap) + 1;
  const { colour, light } =
    item.value === null ? { colour: '#ffffff', light: false } : (colourScale[shade(item.value)] ?? colourScale[0]);
  return [
    rect(x, y, tileSize, tileSize, colour, axisColour),
    text(x + tileSize / 2, y + 40, item.label, { anchor: 'middle', light }),
    text(x + tileSize / 2, y + 66, formatCount(texts, item.value), { anchor: 'middle', light, bold: true, size: 18 }),
  ];
}

export function tileMap(texts: Texts, map: TileMap): Markup {
  const shade = createShadeScale(map.items);
  const placed = map.items.flatMap((item) => (item.tile ? [{ item, tile: item.tile }] : []));
  const others = map.items.filter(({ tile }) => tile === undefined);
  const columns = Math.max(0, ...placed.map(({ tile: [column] }) => column)) + 1;
  const rows = Math.max(0, ...placed.map(({ tile: [, row] }) => row)) + 1;
  const bottom = rows * (tileSize + gap);
  const size = { width: columns * (tileSize + gap), height: bottom + 90 };
  return chartFigure(
    texts,
    map,
    map.items.map((item) => item.value),
    html`${svgDrawing(size, altText(texts, map), 'app-chart__map', [
      placed.map(({ item, tile }) => drawTile(texts, item, tile, shade)),
      drawKey(texts, map, bottom + 24),
    ])}
  ${others.length > 0 && html`<p class="govuk-body-s">${others.map((item) => html`${item.label}: ${formatCount(texts, item.value)}. `)}</p>`}`,
  );
}

export const mapTable = (texts: Texts, map: TileMap): Markup =>
  numbersTable(texts, map, {
    columns: [texts.charts.map.district, map.axis],
    rows: map.items.map((item) => ({ label: item.label, values: [formatCount(texts, item.value)] })),
  });
