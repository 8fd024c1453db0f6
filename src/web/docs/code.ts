/** Shows commands and JSON. */
import { html, type Markup } from '../html.ts';

/** Its lines wrap, so that nothing must be scrolled sideways. */
export const codeBlock = (text: string): Markup => html`<pre class="app-code"><code>${text}</code></pre>`;

/** A sentence in which what stands between backticks is code. */
export const inCode = (sentence: string): Markup =>
  html`${sentence.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;

/** Of a longer list of objects only the first ones are shown. */
const maxObjects = 2;
const lineWidth = 72;

/** JSON for people: short values on one line, long lists cut. @param more says how many are left out */
export function printJson(value: unknown, more: (count: number) => string, indent = ''): string {
  const line = JSON.stringify(value, null, 1)?.replaceAll(/\n\s*/g, ' ') ?? '';
  if (typeof value !== 'object' || value === null) return line;
  const isShort = indent.length + line.length <= lineWidth;
  if (isShort && (Array.isArray(value) ? !value.some(isObject) : indent !== '')) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return printList(value, more, indent);
  const members = Object.entries(value).map(
    ([name, member]) => `${deeper}${JSON.stringify(name)}: ${printJson(member, more, deeper)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

function printList(values: readonly unknown[], more: (count: number) => string, indent: string): string {
  const deeper = `${indent}  `;
  const isCut = values.some(isObject) && values.length > maxObjects + 1;
  const shown = isCut ? values.slice(0, maxObjects) : values;
  const items = shown.map((item) => `${deeper}${printJson(item, more, deeper)}`);
  const rest = isCut ? `,\n${deeper}… ${more(values.length - maxObjects)}` : '';
  return `[\n${items.join(',\n')}${rest}\n${indent}]`;
}
