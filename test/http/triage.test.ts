/** What the hub's list tells over the API. */
import { beforeEach, expect, test } from 'vitest';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { triageApp } from '#src/http/triage.ts';
import { area, hospital, police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { nothingSafe, type Overrides, submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
beforeEach(async () => {
  system = await makeTestSystem(tables);
});

const unsafe = { safe: nothingSafe };
async function send(over: Overrides<Submission>, sender: Sender = police) {
  return submitAndDispatch(system.deps, sender, submission(over));
}
async function list(query = '') {
  const app = triageApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const answer = await sendRequest(app, `/v1/triage${query}`, {
    claims: { party: 'example-authority', scope: 'referrals/triage' },
  });
  return { status: answer.status, body: (await answer.json()) as { items: { referralId: string }[]; counts: object } };
}
const idsOf = async (query: string) => (await list(query)).body.items.map(({ referralId }) => referralId);

test('an item has what a decision needs and nothing of the person', async () => {
  const held = await send({
    contact: unsafe,
    risk: { tool: 'dash', level: 'medium' },
    victim: { familyName: 'Quill' },
  });
  const { body } = await list();
  expect(body.items).toMatchObject([
    {
      referralId: held.id,
      version: 1,
      sender: police.id,
      organisation: 'Example Police',
      priority: held.decision.priority,
      offenceCategory: held.facts.offence,
      ageBand: held.facts.ageBand,
      risk: 'medium',
      reasons: ['held'],
    },
  ]);
  expect(JSON.stringify(body)).not.toContain('Quill');
});

test('the list is narrowed by reason and by reference, and counts all of it', async () => {
  const held = await send({ contact: unsafe, victim: { givenName: 'Alex' } });
  await send({ victimReference: '2' });
  const twice = await send({ victimReference: '2' }, hospital);
  const counts = { held: 1, 'possible-duplicate': 1, overdue: 0 };
  expect(await list()).toMatchObject({ body: { items: [{ referralId: held.id }, { referralId: twice.id }], counts } });
  expect(await list('?reason=possible-duplicate,overdue')).toMatchObject({
    body: { items: [{ referralId: twice.id }], counts },
  });
  expect(await idsOf('?reason=overdue')).toEqual([]);
  expect(await idsOf(`?reference=${held.reference}`)).toEqual([held.id]);
  expect(await idsOf(`?reference=${held.reference}&reason=overdue`)).toEqual([]);
  expect(await idsOf('?reference=EX-2222-2222')).toEqual([]);
});

test.each(['reason=', 'reason=late', 'reason=held,late', 'reference=x', 'sender=a'])('%s is refused', async (query) => {
  expect(await list(`?${query}`)).toMatchObject({ status: 400, body: { code: 'malformed-query' } });
});
