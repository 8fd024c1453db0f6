/** What holds for every page and state, tested on samples of each pattern. */
import { describe, expect, test } from 'vitest';
import { privateHeaders, securityHeaders } from '#src/web/headers.ts';
import { en } from '#src/web/texts/en.ts';
import { makeDom } from '#test/web/support/dom.ts';
import { markupFaults } from '#test/web/support/markup-faults.ts';
import { rendered, sample, sampleNames, site } from '#test/web/support/sample-pages.ts';

const dom = makeDom();

describe.each(sampleNames)('%s', (name) => {
  const markup = rendered(name);
  const page = sample(name);

  test('axe finds nothing', async () => {
    dom.show(markup);
    expect(await dom.faults()).toEqual([]);
  });

  test('the markup is valid', async () => {
    expect(await markupFaults(markup)).toEqual([]);
  });

  test('has nothing inline that the content security policy blocks, and nothing from other origins', () => {
    const document = dom.show(markup);
    expect(document.querySelectorAll('style, [style], script:not([src]), iframe, object, base')).toHaveLength(0);
    const handlers = [...document.querySelectorAll('*')].flatMap((node) =>
      [...node.attributes].filter((attribute) => attribute.name.startsWith('on')),
    );
    expect(handlers).toEqual([]);
    const sources = [...document.querySelectorAll('[src], link[href]')].map(
      (node) => node.getAttribute('src') ?? node.getAttribute('href'),
    );
    expect(sources.sort()).toEqual([site.assets.icon, site.assets.script, site.assets.stylesheet].sort());
    const links = [...document.querySelectorAll('a[href]')].map((node) => node.getAttribute('href') ?? '');
    expect(links.filter((href) => !/^[/#?]/.test(href))).toEqual([]);
  });

  test('has a title, the authority’s name, and a link to help', () => {
    const document = dom.show(markup);
    expect(document.documentElement.lang).toBe('en-GB');
    expect(document.title.startsWith(en.site.errorPrefix)).toBe((page.errors ?? []).length > 0);
    expect(document.title).toContain(site.authority);
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.querySelector('header')?.textContent).toContain(site.authority);
    for (const href of ['accessibility', 'privacy', 'cookies', 'contact']) {
      expect(document.querySelector(`footer a[href="/help/${href}"]`)).not.toBeNull();
    }
    expect(document.body.innerHTML).not.toMatch(/crown|gov\.uk<|crest/i);
  });

  test('every error links to its input, which has the same message', () => {
    const document = dom.show(markup);
    const links = [...document.querySelectorAll<HTMLAnchorElement>('.govuk-error-summary a')];
    expect(links.map((link) => link.textContent)).toEqual((page.errors ?? []).map((error) => error.text));
    for (const link of links) {
      const input = document.getElementById((link.getAttribute('href') ?? '').slice(1));
      expect(input?.matches('input, select, textarea')).toBe(true);
      const described = input?.closest('[aria-describedby]') ?? input?.closest('fieldset[aria-describedby]');
      const ids = [input, described, input?.closest('fieldset')].flatMap((node) =>
        (node?.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean),
      );
      const words = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
      expect(words).toContain(link.textContent);
    }
  });

  test('has no autofill of what the last person typed', () => {
    const document = dom.show(markup);
    const typed = document.querySelectorAll(
      'input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea',
    );
    expect(
      [...typed].filter((input) => input.getAttribute('autocomplete') !== 'off').map((input) => input.outerHTML),
    ).toEqual([]);
  });
});

test('typed text is shown as typed, and never as markup', () => {
  const document = dom.show(rendered('person-errors'));
  expect(document.querySelector<HTMLInputElement>('#victim-line1')?.value).toBe('"><script>alert(1)</script>');
  expect(document.querySelector<HTMLTextAreaElement>('#summary')?.value).toBe('</textarea><b>bold</b>');
  expect(document.querySelectorAll('main script, main b')).toHaveLength(0);
  expect(document.querySelector<HTMLInputElement>('[name=ethnicity]:checked')?.value).toBe('W2');
});

test('only the faulty part of a date is marked, and the summary links to it', () => {
  const document = dom.show(rendered('date-error'));
  expect([...document.querySelectorAll('.govuk-input--error')].map((input) => input.id)).toEqual(['dateOfBirth-month']);
  expect(document.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#dateOfBirth-month');
});

test('a choice that reveals a field works without JavaScript: the field is in the page and is posted', () => {
  const document = dom.show(rendered('contact'));
  const revealed = document.querySelector<HTMLInputElement>('#phone');
  expect(revealed?.closest('form')).not.toBeNull();
  expect(revealed?.disabled).toBe(false);
  expect(revealed?.closest('[hidden]')).toBeNull();
});

test('the exit link is on pages that may be filled in with the victim present, and first by keyboard', () => {
  const document = dom.show(rendered('contact'));
  expect(document.querySelector('.govuk-exit-this-page__button')?.getAttribute('href')).toBe('/exit');
  expect(document.querySelector('.govuk-js-exit-this-page-skiplink')?.getAttribute('href')).toBe('/exit');
  expect(dom.show(rendered('inbox')).querySelector('.govuk-exit-this-page')).toBeNull();
});

test('the content security policy allows nothing by default', () => {
  const policy = securityHeaders['content-security-policy'];
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
  for (const rule of ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"])
    expect(policy).toContain(rule);
  expect(securityHeaders['referrer-policy']).toBe('same-origin');
  expect(privateHeaders['cache-control']).toBe('no-store');
});
