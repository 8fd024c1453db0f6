/**
 * Builds markup with a tagged template that escapes every value. Markup is a branded type, so an option called
 * `html` cannot be given an unescaped string.
 */
import { raw as mark, html as template } from 'hono/html';

declare const markupBrand: unique symbol;

/** Markup that is safe to send, from html`…` or raw(). */
export interface Markup {
  readonly [markupBrand]: true;
  readonly length: number;
  toString(): string;
}

/** What a template can contain. Booleans, null and undefined print nothing. */
export type Content = Markup | string | number | boolean | null | undefined | readonly Content[];

const asMarkup = (value: string): Markup => mark(value) as object as Markup;

/** Escapes every value that is not Markup. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Markup {
  const result = template(strings, ...values);
  if (result instanceof Promise) throw new TypeError('A template contains a promise: await the value first');
  return result as object as Markup;
}

/** Trusts `value` as markup: only for literals in this code base, never for user input. */
export const raw = (value: string): Markup => asMarkup(value);

export const emptyMarkup = raw('');

/** Text or markup, as the GOV.UK components' options take it; non-empty markup wins. */
export interface TextOrHtml {
  text?: string | number | undefined;
  html?: Markup | undefined;
}

export const hasContent = (content: TextOrHtml | undefined | null): boolean =>
  Boolean(content?.html?.length || content?.text);
export const contentOf = (content: TextOrHtml | undefined | null): Content =>
  content?.html?.length ? content.html : content?.text;

/** A list that can contain falsy items, for example `isTriage && item`. */
export type Sparse<Item> = readonly (Item | false | null | undefined | '')[];

/** Renders the items that are not falsy. Positions start at 1 and count the gaps, so that ids do not shift. */
export function renderEach<Item>(
  items: Sparse<Item> | undefined,
  render: (item: Item, position: number) => Content,
): Content[] {
  return (items ?? []).map((item, index) => (item ? render(item, index + 1) : undefined));
}

/** Separates the lines with `<br>`. */
export const joinLines = (lines: readonly Content[]): Content =>
  lines.length > 1 ? lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`) : lines[0];

/** Keeps the line breaks of typed text, which a browser would otherwise collapse. */
export const withLineBreaks = (text: string): Content => joinLines(text.split('\n'));

/** Joins the class names that are not empty. */
export const classes = (...names: (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ');

type AttributeValue = string | number | boolean | null | undefined;

/**
 * Attributes by name. A plain value is always printed, null and undefined as an empty string. With `optional`, null,
 * undefined and false are omitted and true prints the name alone.
 */
export type Attributes = Readonly<Record<string, AttributeValue | { value: AttributeValue; optional?: boolean }>>;

export function attributes(list: Attributes | undefined): Markup {
  if (!list) return emptyMarkup;
  const parts: Content[] = [];
  for (const [name, entry] of Object.entries(list)) {
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

/** One attribute; nothing if its value is missing, false or empty. */
export const attribute = (name: string, value: AttributeValue): Content =>
  value === undefined || value === null || value === false || value === ''
    ? undefined
    : html` ${raw(name)}="${String(value)}"`;

export const booleanAttribute = (name: string, on: boolean | null | undefined): Content =>
  on ? raw(` ${name}`) : undefined;

/** A translation for govuk-frontend's script, by key; an object gives plural forms. */
export function translationAttributes(
  key: string,
  text: string | Readonly<Record<string, string>> | undefined,
): Content {
  if (!text) return undefined;
  if (typeof text === 'string') return html` data-i18n.${raw(key)}="${text}"`;
  return Object.entries(text).map(([rule, message]) => html` data-i18n.${raw(key)}.${rule}="${message}"`);
}
