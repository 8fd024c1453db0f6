/** Filters of the dashboard, their tags, permanent links, and invalid filters. */
import { beforeAll, describe, expect, test } from 'vitest';
import { publishedFiguresSchema } from '#src/contracts/published-figures.ts';
import { area } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { document, mainText } from '#test/support/pages.ts';
import {
  type DashboardSystem,
  headlines,
  openDashboard,
  tableBelow,
  textOf,
} from '#test/web/dashboard/support/dashboard.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';

const tables = memoryTables();
let some: DashboardSystem;
let empty: DashboardSystem;
beforeAll(async () => {
  const at = '2026-11-20T15:05:00Z';
  some = await openDashboard(tables, madeUp(area(), { from: '2026-08-10', days: 103, perDay: 3 }), at);
  empty = await openDashboard(tables, [], at);
}, 60_000);

describe('who may see the dashboard', () => {
  test.each(['example-police', 'example-hospital', 'example-charity', 'general'])('not %s', async (party) => {
    const other = await some.signIn(party);
    for (const path of ['/dashboard', '/dashboard.csv?measure=referrals']) {
      const seen = await other.get(path);
      expect(seen.status).toBe(403);
      expect(mainText(seen)).not.toMatch(/Referrals received/);
    }
  });

  test('a visitor must sign in, and then returns to the page', async () => {
    const seen = await some.visitor().get('/dashboard?by=risk');
    expect(seen.status).toBe(401);
    expect(document(seen).querySelector('main a')?.getAttribute('href')).toBe(
      '/sign-in?return=%2Fdashboard%3Fby%3Drisk',
    );
  });
});

describe('filters', () => {
  /** The form's fields as a browser sends them, with these changes. */
  async function sent(from: string, changes: Record<string, string>): Promise<string> {
    const view = document(await some.manager.get(from));
    const form = view.querySelector<HTMLFormElement>('form[method=get]');
    if (!form) throw new Error('no form');
    const query = new URLSearchParams();
    const inputs = form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]');
    for (const { name, value } of inputs) query.append(name, value);
    for (const [name, value] of Object.entries(changes)) {
      expect(form.elements.namedItem(name), name).not.toBeNull();
      query.set(name, value);
    }
    return `${form.getAttribute('action')}?${query}`;
  }

  test.each<[string, string, Record<string, string>, string]>([
    ['nothing changed', '/dashboard', {}, '/dashboard'],
    ['a place', '/dashboard', { where: 'service:general' }, '/dashboard?where=service%3Ageneral'],
    ['a breakdown crossed', '/dashboard', { by: 'offence', across: 'district' }, '/dashboard?by=offence%2Cdistrict'],
    [
      'own dates',
      '/dashboard',
      {
        period: 'dates',
        'from-day': '1',
        'from-month': 'sep',
        'from-year': '2026',
        'to-day': '30',
        'to-month': '9',
        'to-year': '2026',
      },
      '/dashboard?from=2026-09-01&to=2026-09-30',
    ],
    [
      'other dates after own ones',
      '/dashboard?from=2026-09-01&to=2026-09-30',
      { period: '2026-27' },
      '/dashboard?period=2026-27',
    ],
    [
      'one more filter keeps the others',
      '/dashboard?measure=victims&by=risk&publish=true',
      { compare: '6' },
      '/dashboard?measure=victims&by=risk&compare=6&publish=true',
    ],
  ])('%s: the form leads to a short address', async (_, from, changes, expected) => {
    const seen = await some.manager.get(await sent(from, changes));
    expect([seen.status, seen.url]).toEqual([200, expected]);
  });

  test('each has a tag, which removes only its own filter', async () => {
    const parameters = {
      measure: 'accepted',
      period: '2026-27',
      interval: 'quarter',
      by: 'offence,district',
      where: 'district:E08000003',
      compare: '6',
      publish: 'true',
    };
    const seen = await some.manager.get(`/dashboard?${new URLSearchParams(parameters)}`);
    const tags = [...document(seen).querySelectorAll<HTMLAnchorElement>('.app-tags a')];
    expect(tags.map((tag) => tag.getAttribute('aria-label'))).toEqual([
      'Remove Financial year 2026-27, so far',
      'Remove Accepted by a service',
      'Remove District: Manchester',
      'Remove By offence',
      'Remove By district',
      'Remove By quarter',
      'Remove Compared with 6 months before',
      'Remove Safe to publish',
    ]);
    for (const tag of tags) {
      const left = new URLSearchParams(new URL(tag.href, 'https://x.example.org').search);
      const changed = Object.entries(parameters).filter(([name, value]) => left.get(name) !== value);
      expect(changed).toHaveLength(1);
      expect((await some.manager.get(tag.getAttribute('href') ?? '')).status).toBe(200);
    }
  });

  test('the permanent link has the dates, and shows the same figures', async () => {
    const seen = await some.manager.get('/dashboard?period=this-month&by=sex');
    const link = [...document(seen).querySelectorAll('main a')].find((one) =>
      textOf(one).startsWith('Link to this page'),
    );
    expect(link?.getAttribute('href')).toBe('/dashboard?by=sex&from=2026-11-01&to=2026-11-20');
    const followed = await some.manager.get(link?.getAttribute('href') ?? '');
    expect(headlines(followed)).toEqual(headlines(seen));
  });

  test('a query of the API also works on the dashboard', async () => {
    const seen = await some.manager.get(
      '/dashboard?measure=referrals&from=2026-09-01&to=2026-09-30&interval=week&by=none',
    );
    expect(seen.status).toBe(200);
    expect(tableBelow(seen, 'Over time').map(([week]) => week)).toEqual([
      '31 Aug 2026',
      '7 Sep 2026',
      '14 Sep 2026',
      '21 Sep 2026',
      '28 Sep 2026',
    ]);
    expect(mainText(seen)).toContain('31 Aug 2026 and 28 Sep 2026 are counted in part:');
  });

  test('a breakdown by outcome says that it needs closed referrals, and links to them', async () => {
    const seen = await some.manager.get('/dashboard?by=outcome');
    const link = [...document(seen).querySelectorAll('main a')].find((one) => textOf(one).startsWith('Show “Closed'));
    expect(link?.getAttribute('href')).toBe('/dashboard?by=outcome&measure=closed');
  });
});

describe('an invalid filter', () => {
  test.each<[string, string, string[]]>([
    [
      'a date that is not',
      'period=dates&from-day=31&from-month=2&from-year=2026&to-day=1&to-month=3&to-year=2026',
      ['First day must be a real date'],
    ],
    ['own dates that are not given', 'period=dates', ['Enter first day', 'Enter last day']],
    ['a date without its year', 'period=dates&from=2026-01-01&to-day=1&to-month=3', ['Last day must include a year']],
    ['the wrong way round', 'from=2026-03-01&to=2026-02-01', ['First day must be the same as or before the last day']],
    ['too long', 'from=2000-01-01&to=2026-02-01', ['First day must be no more than 10 years before the last day']],
    ['dates that have no name', 'period=ever', ['Choose one of the dates in the list']],
    ['a financial year to come', 'period=2030-31', ['Choose one of the dates in the list']],
    [
      'unknown words',
      'measure=x&by=y&interval=z&where=service:none&compare=0',
      [
        'Choose what is counted from the list',
        'Choose two different things to break down by, one of them service, referrer or district',
        'Choose a service, referrer or district from the list. With two breakdowns it must be of one of them',
        'Choose an interval from the list',
        'Months before must be a whole number from 1 to 120',
      ],
    ],
    [
      'the same twice',
      'by=district,district',
      ['Choose two different things to break down by, one of them service, referrer or district'],
    ],
    [
      'days to publish',
      'interval=day&publish=true',
      ['Choose a month or longer: numbers by day or week are not published'],
    ],
    [
      'a part that is not known',
      'sort=up',
      ['The address of this page has a part that is not known. Choose again from the list'],
    ],
    [
      'too many numbers',
      'from=2017-01-01&to=2026-01-01&interval=day&by=offence,district',
      ['Choose a longer interval or fewer days: there would be too many numbers for one page'],
    ],
  ])('%s', async (_, query, words) => {
    const seen = await some.manager.get(`/dashboard?${query}`);
    expect(seen.status).toBe(400);
    const view = document(seen);
    const links = [...view.querySelectorAll<HTMLAnchorElement>('.govuk-error-summary a')];
    expect(links.map(textOf)).toEqual(words);
    for (const link of links) {
      const input = view.getElementById((link.getAttribute('href') ?? '').slice(1));
      expect(input?.matches('input, select'), link.href).toBe(true);
      expect(textOf(input?.closest('.govuk-form-group--error'))).toContain(textOf(link));
    }
    expect(view.querySelector('details')?.hasAttribute('open')).toBe(true);
    expect(view.title).toMatch(/^Error: /);
    const parameters = new URLSearchParams(query);
    for (const [name, value] of parameters) {
      const input = view.querySelector<HTMLInputElement>(`[name="${name}"]`);
      if (input && !value.includes(',')) expect([name, input.value]).toEqual([name, value]);
    }
  });

  test('for a file shows the form with the fault', async () => {
    const seen = await some.manager.get('/dashboard.csv?measure=x');
    expect(seen.status).toBe(400);
    expect(mainText(seen)).toContain('Choose what is counted from the list');
  });
});

describe('an empty dashboard', () => {
  test('before anything was counted', async () => {
    const text = mainText(await empty.manager.get('/dashboard'));
    expect(text).toContain('No referral has been counted yet');
    expect(text).not.toContain('Key figures');
  });
  test('before counting began', async () => {
    const seen = await some.manager.get('/dashboard?from=2020-01-01&to=2020-12-31');
    expect(mainText(seen)).toContain('Counting began on 10 August 2026. Choose dates after that.');
  });
  test('for a filter', async () => {
    const seen = await some.manager.get('/dashboard?where=service:housing-advice');
    expect(mainText(seen)).toContain('Nothing was counted for this choice.');
  });
});

describe('comparisons', () => {
  test('one month on either side is compared where there are no more, and says so', async () => {
    const text = mainText(await some.manager.get('/dashboard?period=2026-27'));
    expect(text).toContain(
      'The last month of these dates, 1 October 2026 to 31 October 2026, is compared with the month before, 1 September 2026 to 30 September 2026. No more can be compared, because counting began on 10 August 2026.',
    );
    expect(text).toContain('Not counted from their first day: Oct 2024 to Aug 2026.');
  });
  test('nothing is compared before there are two whole months, without a percentage', async () => {
    const text = mainText(await some.manager.get('/dashboard?from=2026-09-01&to=2026-09-30'));
    expect(text).toContain(
      'They are not compared with the time before, because counting began on 10 August 2026 and two whole months are needed.',
    );
    expect(text).toContain('Not counted from their first day: Mar 2025 to Aug 2026.');
    expect(text).not.toMatch(/(increase|decrease) of|Up \d|Down \d/);
  });
  test('a month that is not over has no average', async () => {
    const text = mainText(await some.manager.get('/dashboard?period=this-month'));
    expect(text).toContain('the dates hold no complete month that is over');
    expect(text).toContain('These dates are not over yet');
    expect(text).toContain('Each is compared with 1 October 2026 to 20 October 2026.');
  });
  test.each(['', '&compare=1'])('two that are alike say it once: %s', async (compare) => {
    const text = mainText(await some.manager.get(`/dashboard?from=2026-10-01&to=2026-10-31${compare}`));
    expect(text).toContain('Each is compared with 1 September 2026 to 30 September 2026. Of fewer than 20,');
  });
  test('a published average that may be of a few or of none is no line in the chart', async () => {
    const asked = '/dashboard?publish=true&from=2026-10-01&to=2026-10-31&compare=';
    expect(mainText(await some.manager.get(`${asked}1`))).toContain('Average of the 1 month before');
    const text = mainText(await some.manager.get('/dashboard?publish=true&from=2026-08-01&to=2026-10-31&compare=3'));
    expect(text).toContain('of the months before Sep 2026 few or none is published');
    expect(text).not.toContain('Average of the');
  });
  test('of one service, what was held is left out: it is with no service', async () => {
    expect(headlines(await some.manager.get('/dashboard?where=service:general'))).not.toHaveProperty('held');
    expect(headlines(await some.manager.get('/dashboard'))).toHaveProperty('held');
  });
});

describe('figures safe to publish', () => {
  test('are the API’s, small ones in words, and the page says why', async () => {
    const seen = await some.manager.get('/dashboard?publish=true&period=2026-27&by=ethnicity');
    const parameters = { from: '2026-04-01', to: '2026-10-31', publish: 'true' };
    const monthly = await some.queryApi({ ...parameters, interval: 'month' });
    const divided = await some.queryApi({ ...parameters, interval: 'all', by: 'ethnicity' });
    const cells = (rows: { count: number | null }[]) =>
      rows.map(({ count }) => (count === 0 ? 'few or none' : String(count)));
    expect(tableBelow(seen, 'Over time').map((row) => row[1])).toEqual(cells(monthly.rows));
    expect(tableBelow(seen, 'By ethnicity').map((row) => row[1])).toEqual(cells(divided.rows));
    expect(cells(divided.rows)).toContain('few or none');
    const text = mainText(seen);
    expect(text).toContain('A number under 5 is shown as “few or none”');
    expect(text).toContain('these are whole months that are over: 1 April 2026 to 31 October 2026.');
    expect(text).not.toContain('on average');
  });

  test('say of no service that it had none, where it may have had a few', async () => {
    const seen = await some.manager.get('/dashboard?publish=true&period=2026-27');
    const text = mainText(seen);
    expect(text).toMatch(/Few or no referrals received in each of the periods shown: /);
    expect(text).not.toMatch(/No referrals received in these dates|0 for every service|it was 0/);
  });

  test('exclude a month that is not over', async () => {
    const seen = await some.manager.get('/dashboard?publish=true&period=this-month');
    expect(seen.status).toBe(200);
    expect(mainText(seen)).toContain('there is nothing to publish');
    expect(document(seen).querySelectorAll('svg[role=img], [data-measure]')).toHaveLength(0);
  });
});

describe('as it opens', () => {
  const at = '2026-11-20T15:05:00Z';
  const open = async (from: string, days: number) => {
    const { manager } = await openDashboard(tables, madeUp(area(), { from, days, perDay: 3 }), at);
    return manager.get('/dashboard');
  };

  test('while counting is in its first month, on this month, and it says so', async () => {
    const seen = await open('2026-11-15', 5);
    expect(mainText(seen)).toMatch(/1 November 2026 to 20 November 2026/);
    expect(mainText(seen)).toMatch(/Counting began on 15 November 2026/);
    expect(mainText(seen)).not.toMatch(/nothing to show/);
  });

  test('where the last months are empty, with the way to the year in which counting began', async () => {
    const seen = await open('2023-05-10', 5);
    const link = document(seen).querySelector('main a[href="/dashboard?period=2023-24"]');
    expect(link?.textContent).toBe('See the financial year 2023-24, in which counting began');
  });
});

describe('the published figures of a period as one file', () => {
  test('are those that the API publishes, in the form that stays', async () => {
    const days = { from: '2026-07-01', to: '2026-09-30' };
    const { manager, queryApi } = some;
    const seen = await manager.get(`/dashboard/published.json?${new URLSearchParams(days)}`);
    const file = publishedFiguresSchema.parse(JSON.parse(seen.html));
    const answer = await queryApi({ ...days, interval: 'month', publish: 'true' });
    const [referrals] = file.measures;
    expect(answer.rows.some(({ count }) => count !== 0)).toBe(true);
    expect(referrals?.months.map(({ count }) => count)).toEqual(answer.rows.map(({ count }) => count));
    expect(file.notes).toEqual(answer.notes);
  });

  test('of a period that is not over there are none: the page says so', async () => {
    const seen = await some.manager.get('/dashboard/published.json?from=2026-11-01&to=2026-11-30');
    expect(mainText(seen)).toMatch(/nothing to publish/);
  });
});
