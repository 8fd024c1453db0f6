/** Working through the list: after each decision the hub is back where it was, told what was done and what is next. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { pageSize } from '#src/store/lists.ts';
import { pageRoutes } from '#src/web/routes.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { type Browser, document, mainText, makePages, type PageView } from '#test/support/pages.ts';
import { explicitConsent, noSafeContact, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
let hub: Browser;
beforeEach(async () => {
  system = await makeTestSystem(tables);
  hub = await makePages(system, pageRoutes('{}')).signIn('example-authority');
});

const danger = { risk: { tool: 'dash', level: 'high' } } as const;
let sent = 0;
/** On hold; each waits a little less than the one before. */
async function hold(over: Overrides<Submission> = {}, sender: Sender = hospital) {
  sent += 1;
  system.wait(0.001);
  const own = { crimeReference: `06AB/${3_000_000 + sent}/26`, consent: explicitConsent, ...noSafeContact };
  return submitAndDispatch(system.deps, sender, submission({ ...own, ...over }));
}
const linesOf = (page: PageView) =>
  [...document(page).querySelectorAll('tbody th a')].map((link) => link.textContent ?? '');
const hrefOf = (page: PageView, selector: string) => document(page).querySelector(selector)?.getAttribute('href') ?? '';
const advice = { 'return-reason': 'unsafe-to-contact', advice: 'Ask for a number that is safe.' };

describe('after a decision', () => {
  test('the hub is on the same part of the list, told what was done, and the next case is one press away', async () => {
    const high = [await hold({ ...danger }), await hold({ ...danger })];
    await hold();
    const list = await hub.get('/triage?reason=held&priority=high');
    expect(linesOf(list)).toEqual(high.map(({ reference }) => reference));
    await hub.get(hrefOf(list, 'tbody th a'));
    const after = await hub.submit(advice);
    expect(linesOf(after)).toEqual([high[1]?.reference]);
    expect(mainText(after)).toContain(`Done ${high[0]?.reference} is sent back to its referrer, with your advice.`);
    expect(mainText(after)).toContain(`Open the next one: ${high[1]?.reference}`);
    const banner = document(after).querySelectorAll('[role=alert] a');
    expect([...banner].map((link) => link.getAttribute('href'))).toEqual([
      `/triage/${high[0]?.id}?reason=held&priority=high`,
      `/triage/${high[1]?.id}?reason=held&priority=high`,
    ]);
    expect(document(after).querySelector('main nav [aria-current]')?.textContent).toBe('On hold (2)');
  });

  test('what is refused keeps its place in the list, and so does the way back', async () => {
    const { id } = await hold();
    await hub.get(`/triage/${id}?reason=held`);
    const refused = await hub.submit({ advice: '' });
    expect(refused.status).toBe(422);
    expect(hrefOf(refused, '.govuk-back-link')).toBe('/triage?reason=held');
    expect(linesOf(await hub.submit(advice))).toEqual([]);
    expect(hub.seen?.url).toBe(`/triage?reason=held&done=returned&case=${id}`);
  });

  test('the last case of a page shows the page before it, not an empty one', async () => {
    for (let count = 0; count < pageSize; count++) await hold({ victimReference: `${count}` });
    const last = await hold();
    const second = hrefOf(await hub.get('/triage'), 'a[rel=next]');
    const line = await hub.get(second);
    expect(linesOf(line)).toEqual([last.reference]);
    await hub.get(hrefOf(line, 'tbody th a'));
    const after = await hub.submit(advice);
    expect(linesOf(after)).toHaveLength(pageSize);
    expect(document(after).querySelector('.govuk-pagination')).toBeNull();
  });

  test.each(['done=returned', 'done=returned&case=nothing', 'done=anything&case=aaaaaaaaaaaaaaaaaaaaaaaaaa'])(
    'an address that nobody was sent to says nothing (%s)',
    async (query) => {
      expect(document(await hub.get(`/triage?${query}`)).querySelector('.govuk-notification-banner')).toBeNull();
    },
  );
});

describe('the list is narrowed', () => {
  test('to a priority and to one sender, together with the reason, and shown whole again', async () => {
    const one = await hold({ ...danger });
    await hold();
    const third = await hold({ ...danger }, police);
    await hub.get('/triage');
    expect(linesOf(await hub.get('/triage?priority=high'))).toEqual([one.reference, third.reference]);
    const both = await hub.get(`/triage?reason=held&priority=high&from=${police.id}`);
    expect(linesOf(both)).toEqual([third.reference]);
    expect(document(both).querySelector('details[open] select[name=from] option[selected]')?.textContent?.trim()).toBe(
      'Example Police',
    );
    expect(hrefOf(both, '.govuk-button-group a')).toBe('/triage?reason=held');
    expect(document(await hub.get('/triage')).querySelector('details[open]')).toBeNull();
  });

  test('by nothing that is not ours', async () => {
    const one = await hold();
    const list = await hub.get('/triage?priority=urgent&from=nobody&reason=none&x=1');
    expect(linesOf(list)).toEqual([one.reference]);
    expect(hrefOf(list, 'tbody th a')).toBe(`/triage/${one.id}`);
  });
});
