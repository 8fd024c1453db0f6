import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { attributes, contentOf, html, raw, renderEach } from '#src/web/html.ts';

const { document } = new JSDOM('').window;
const parse = (markup: unknown): HTMLElement => {
  document.body.innerHTML = String(markup);
  return document.body;
};
/** Characters that the HTML parser itself replaces. */
const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\0]/.test(text));

test('any text is text in an element and a value in an attribute', () => {
  fc.assert(
    fc.property(plain, (text) => {
      const body = parse(html`<p title="${text}"${attributes({ 'data-x': text })}>x${text}</p>`);
      expect(body.children).toHaveLength(1);
      expect(body.firstElementChild?.textContent).toBe(`x${text}`);
      expect(body.firstElementChild?.getAttribute('title')).toBe(text);
      expect(body.firstElementChild?.getAttribute('data-x')).toBe(text);
      expect(body.firstElementChild?.attributes).toHaveLength(2);
    }),
  );
});

test('markup is kept, nested and in lists; missing values print nothing', () => {
  const list = [html`<li>${1}</li>`, false, null, undefined, [html`<li>${'<2>'}</li>`]];
  expect(String(html`<ul>${list}</ul>`)).toBe('<ul><li>1</li><li>&lt;2&gt;</li></ul>');
});

test('markup takes precedence over text only where there is some', () => {
  expect(String(html`${contentOf({ text: 'a & b', html: raw('') })}`)).toBe('a &amp; b');
  expect(String(html`${contentOf({ text: 'a', html: raw('<b>b</b>') })}`)).toBe('<b>b</b>');
});

test('gaps in a list do not change later positions', () => {
  expect(String(html`${renderEach(['a', false, 'c'], (item, position) => `${item}${position} `)}`)).toBe('a1 c3 ');
});

test('an attribute without a value is left out, and true prints its name alone', () => {
  const given = {
    a: { value: undefined, optional: true },
    b: { value: true, optional: true },
    c: null,
    d: false,
    e: 0,
  };
  expect(String(attributes(given))).toBe(' b c="" d="false" e="0"');
});
