/** Options shared by several commands, and parsers of their values. */
import { type Command, InvalidArgumentError } from 'commander';
import { connectionHelp } from './connection.ts';

/** Adds --endpoints and --party, with help on the environment variables that replace them. */
export const withConnection = (command: Command): Command =>
  command
    .option('--endpoints <file>', 'endpoints.json of a local run')
    .option('--party <id>', 'party of endpoints.json to be')
    .addHelpText('after', connectionHelp);

/** A parser for whole numbers from `min` to `max`. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
  };

/** An ISO date that exists. */
export function parseDay(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Give a date such as 2026-01-31.');
}
