/** The people of one event in the detail of a hand-off. */
import { beforeAll, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { buildPartyRegister } from '#src/http/access.ts';
import { handOffsApp } from '#src/http/hand-offs.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { sendRequest } from '#test/support/send-request.ts';
import { submission } from '#test/support/submissions.ts';
import { submitAndDispatch } from '#test/support/submit-and-dispatch.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

const tables = memoryTables();
let system: TestSystem;
beforeAll(async () => {
  system = await makeTestSystem(tables);
});

async function send(victimReference: string, groupReference?: string) {
  const body = submission({ victimReference, ...(groupReference && { groupReference }) });
  const created = await submitAndDispatch(system.deps, police, body);
  return { reference: created.reference, handOffId: handOffId(created.id, 1) };
}

async function detail(id: string): Promise<Record<string, unknown>> {
  const app = handOffsApp({ ...system.deps, register: buildPartyRegister(area().parties, {}) });
  const claims = { party: 'general', scope: 'referrals/hand-offs' };
  const answer = await sendRequest(app, `/v1/hand-offs/${id}`, { claims });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

test('the detail names the others of the same service by reference and id alone', async () => {
  const [one, two, alone] = [await send('1', 'EVENT-1'), await send('2', 'EVENT-1'), await send('3')];
  expect((await detail(one.handOffId))['group']).toEqual([two]);
  expect(await detail(alone.handOffId)).not.toHaveProperty('group');
});
