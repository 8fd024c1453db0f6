/** Ratios within one run, which hold on any machine: noted by a bench, compared with those of an earlier run by `main.ts`. */
import { appendFileSync, readFileSync } from 'node:fs';

export interface Ratio {
  name: string;
  value: number;
  better: 'higher' | 'lower';
}

/** More than this worse than the ratio on record is a failure; what noise makes of a quiet machine is less. */
export const tolerance = 0.15;

/** The file that the benches note their ratios in, a line of JSON each. */
export const ratiosVariable = 'BENCH_RATIOS';

/** Does nothing where a bench runs by itself. */
export function noteRatio(name: string, value: number, better: Ratio['better']): void {
  const file = process.env[ratiosVariable];
  if (file) appendFileSync(file, `${JSON.stringify({ name, value: Number(value.toFixed(3)), better })}\n`);
}

export const readRatios = (file: string): Ratio[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Ratio);

/** By how much a ratio is worse than the one on record: 0.2 is a fifth, and below 0 it is better. */
export const worsening = ({ value, better }: Ratio, recorded: number): number =>
  better === 'higher' ? recorded / value - 1 : value / recorded - 1;
