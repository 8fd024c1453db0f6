/** One chart of each kind, with sample numbers, some of them suppressed. */
import type { BarChart } from '#src/web/charts/bars.ts';
import { barChart, barTable } from '#src/web/charts/bars.ts';
import { withTable } from '#src/web/charts/figure.ts';
import type { LineChart } from '#src/web/charts/line.ts';
import { lineChart, lineTable } from '#src/web/charts/line.ts';
import type { TileMap } from '#src/web/charts/map.ts';
import { mapTable, tileMap } from '#src/web/charts/map.ts';
import type { SmallMultiples } from '#src/web/charts/multiples.ts';
import { smallMultiples } from '#src/web/charts/multiples.ts';
import { html } from '#src/web/html.ts';
import { en } from '#src/web/texts/en.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const periods = months.map((month) => `${month} 2020`);

export const line: LineChart = {
  id: 'by-month',
  headline: 'Referrals fell by 13% against the 18 months before',
  note: 'Greater Manchester, 2020. Made-up numbers.',
  measure: 'referrals',
  axes: { x: 'Month', y: 'Referrals' },
  periods,
  series: [{ name: 'All services', values: [1040, 1010, 905, 760, 890, 1020, 1180, 1204, 1150, 1110, 1080, 1100] }],
  level: { value: 1197.4, label: 'Mean of the 18 months before' },
};
export const lines: LineChart = {
  id: 'by-source',
  headline: 'Most referrals come from the police',
  measure: 'referrals',
  axes: { x: 'Month', y: 'Referrals' },
  periods,
  series: [
    { name: 'Police', values: [840, 810, 705, 560, 690, 820, 980, 1004, 950, 910, 880, 900] },
    { name: 'Health', values: [120, 115, 110, 90, 118, 120, 126, 122, 119, 116, 112, 120] },
    { name: 'Councils', values: [60, 65, 70, 85, 62, 60, 54, 58, 61, 64, 68, 60] },
    { name: 'Charities', values: [20, 20, null, 25, null, null, 20, 20, 20, 20, 20, 20] },
  ],
};
export const bars: BarChart = {
  id: 'by-offence',
  headline: 'Violence with injury is the largest group',
  headingLevel: 3,
  measure: 'referrals',
  axes: { x: 'Referrals', y: 'Offence' },
  items: [
    { label: en.words.offenceCategory['violence-with-injury'], value: 5210 },
    { label: en.words.offenceCategory['violence-without-injury'], value: 4020 },
    { label: en.words.offenceCategory.robbery, value: 1310 },
    { label: en.words.offenceCategory.homicide, value: null },
    { label: en.words.offenceCategory.fraud, value: 0 },
  ],
};
export const multiples: SmallMultiples = {
  id: 'by-service',
  headline: 'Referrals by service',
  note: 'All on the same scale.',
  measure: 'referrals',
  axes: { x: 'Month', y: 'Referrals' },
  periods,
  series: ['Victim Support hub', 'Domestic abuse service', 'Young people’s service', 'Hate crime service'].map(
    (name, index) => ({
      name,
      values: periods.map((_, month) =>
        index === 3 && month % 3 === 0 ? null : 400 / (index + 1) + ((month * 37) % 60),
      ),
    }),
  ),
};
const places: [label: string, value: number | null, tile: TileMap['items'][number]['tile']][] = [
  ['Bolton', 1130, [1, 0]],
  ['Bury', 640, [2, 0]],
  ['Manchester', 3920, [2, 1]],
  ['Oldham', 1015, [3, 1]],
  ['Rochdale', 1080, [3, 0]],
  ['Salford', 1320, [1, 1]],
  ['Stockport', 905, [2, 2]],
  ['Tameside', 940, [3, 2]],
  ['Trafford', null, [1, 2]],
  ['Wigan', 1150, [0, 1]],
  ['Outside the area', 112, undefined],
];
export const map: TileMap = {
  id: 'by-district',
  headline: 'A third of referrals come from Manchester',
  measure: 'referrals',
  axis: 'Referrals',
  items: places.map(([label, value, tile]) => ({ label, value, tile })),
};

export const chartPage = () => html`<h1 class="govuk-heading-l">Referral volumes</h1>
${withTable(en, lineChart(en, line), lineTable(en, line))}
${withTable(en, lineChart(en, lines), lineTable(en, lines))}
<h2 class="govuk-heading-m">What happened</h2>
${withTable(en, barChart(en, bars), barTable(en, bars))}
${smallMultiples(en, multiples)}
${withTable(en, tileMap(en, map), mapTable(en, map))}`;
