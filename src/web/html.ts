/**
 * The one way markup is made: a tagged template that escapes every value, and a type
 * that a plain string cannot pass for. So an option called html takes Markup, never text.
 */
import { raw as mark, html as template } from 'hono/html';

declare const made: unique symbol;

/** Markup that is safe to send: made by html`…`, or vouched for by raw(). */
export interface Markup {
  readonly [made]: true;
  readonly length: number;
  toString(): string;
}

/** What a template may hold. Booleans, null and undefined print nothing. */
export type Content = Markup | string | number | boolean | null | undefined | readonly Content[];

const vouched = (value: string): Markup => mark(value) as object as Markup;

/** Markup from a template; every value that is not Markup is escaped. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Markup {
  const result = template(strings, ...values);
  if (result instanceof Promise)
    throw new TypeError('A template holds a promise; await the value before the page is made');
  return result as object as Markup;
}

/** Trusts `value` as markup. Only for literals in this code base, never for what a person typed. */
export const raw = (value: string): Markup => vouched(value);

export const empty = raw('');

/** Text or markup under one roof, as the components' options have it; markup wins where it is not empty. */
export interface Part {
  text?: string | number | undefined;
  html?: Markup | undefined;
}

export const has = (part: Part | undefined | null): boolean => Boolean(part?.html?.length || part?.text);
export const pick = (part: Part | undefined | null): Content => (part?.html?.length ? part.html : part?.text);

/** A list whose items may be left out in place, for example `isHub && item`. */
export type Sparse<Item> = readonly (Item | false | null | undefined | '')[];

/** Renders the items that are there; positions count from 1 and count the gaps too, so that ids stay put. */
export function each<Item>(
  items: Sparse<Item> | undefined,
  render: (item: Item, position: number) => Content,
): Content[] {
  return (items ?? []).map((item, index) => (item ? render(item, index + 1) : undefined));
}

/** Each under the one before. */
export const stacked = (lines: readonly Content[]): Content =>
  lines.length > 1 ? lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`) : lines[0];

/** What somebody typed over several lines, as they typed it: a browser would run the lines together. */
export const asTyped = (text: string): Content => stacked(text.split('\n'));

/** The classes that are there, joined. */
export const classes = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ');

type AttributeValue = string | number | boolean | null | undefined;

/**
 * Attributes by name. A plain value is always printed, null and undefined as empty; with
 * `optional`, null, undefined and false are left out and true prints the name alone.
 */
export type Attributes = Readonly<Record<string, AttributeValue | { value: AttributeValue; optional?: boolean }>>;

export function attributes(given: Attributes | undefined): Markup {
  if (!given) return empty;
  const parts: Content[] = [];
  for (const [name, entry] of Object.entries(given)) {
    const isOption = typeof entry === 'object' && entry !== null;
    const value = isOption ? entry.value : entry;
    const optional = isOption && entry.optional === true;
    if (optional && value === true) parts.push(html` ${name}`);
    else if (!optional || (value !== undefined && value !== null && value !== false)) {
      parts.push(html` ${name}="${String(value ?? '')}"`);
    }
  }
  return html`${parts}`;
}

/** One attribute, or nothing where its value is missing, false or empty. */
export const attribute = (name: string, value: AttributeValue): Content =>
  value === undefined || value === null || value === false || value === ''
    ? undefined
    : html` ${raw(name)}="${String(value)}"`;

/** A boolean attribute. */
export const flag = (name: string, on: boolean | null | undefined): Content => (on ? raw(` ${name}`) : undefined);

/** A text for the package's own script, by its translation key; with plural forms where there are several. */
export function translation(key: string, text: string | Readonly<Record<string, string>> | undefined): Content {
  if (!text) return undefined;
  if (typeof text === 'string') return html` data-i18n.${raw(key)}="${text}"`;
  return Object.entries(text).map(([rule, message]) => html` data-i18n.${raw(key)}.${rule}="${message}"`);
}
