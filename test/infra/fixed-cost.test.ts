/** What README says a stack costs by the month, against its template. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { synthTemplate } from '#lib/synth.ts';
import { fixedCostOf } from '../../bench/support/fixed-cost.ts';
import { area } from './support/template.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const prices = JSON.parse(read('bench/support/prices-eu-west-2.json'));
const lines = fixedCostOf(synthTemplate('greater-manchester'), prices);

test.each(lines)('README counts what is in the template: $what', ({ what, count, cost }) => {
  expect(read('README.md')).toContain(`| ${what} | ${count} | ${cost.toFixed(2)} |`);
});

test('README adds it up', () => {
  const all = lines.reduce((sum, { cost }) => sum + cost, 0);
  expect(read('README.md')).toContain(`| **all** | | **${all.toFixed(2)}** |`);
});

test('a client for each party would be charged for each', () => {
  const [clients] = fixedCostOf(synthTemplate('greater-manchester', { local: true }), prices);
  expect(clients?.count).toBe(area.parties.length);
});
