import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { changeOf } from '#src/domain/case/change.ts';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { applyReport, collectHandOff } from '#src/domain/case/report/report.ts';
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import { caseStore } from '#src/store/cases.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { createMemoryWorld } from '#test/simulation/memory/world.ts';
import { judgedVersion, referralId, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const tables = { referrals: 'referrals', work: 'work', counters: 'counters' };
const context = ruleContextAt(1);
const { dynamo } = createMemoryWorld(receivedAt);
const fullPagesClient = documentClientOf(async (command) => dynamo.execute(command));

/** Reads a query in pages of so many rows, and does something before the second page. */
function readsInPages(between: () => Promise<unknown>, atMost = 2): DynamoDBDocumentClient {
  let pages = 0;
  return documentClientOf(async (command) => {
    if (!(command instanceof QueryCommand)) return dynamo.execute(command);
    pages += 1;
    if (pages === 2) await between();
    return dynamo.execute(command, { atMost });
  });
}

const report = (cases: Cases, number: number, serviceReport: ServiceReport) =>
  changeCase(cases, referralId, (one) => applyReport(one, number, serviceReport, serviceId('a-service'), context));

test('a hand-off that closes while the case is read does not leave the case with nobody', async () => {
  const cases = caseStore(fullPagesClient, tables);
  const [lead] = judgedVersion().decision.chosen;
  if (!lead) throw new Error('a judged version has a lead');
  const chosen = [lead, { ...lead, service: serviceId('housing-advice'), part: 'alongside' as const }];
  const change = recordVersion(judgedVersion({ chosen }), undefined, ruleContextAt(0));
  if (!change) throw new Error('a first version is always recorded');
  await cases.commit(change);
  for (const number of [1, 2]) {
    await changeCase(cases, referralId, (one) => collectHandOff(one, number, serviceId('a-service'), context.now));
    await report(cases, number, { status: 'accepted' });
  }
  const closed = { status: 'closed', outcome: 'support-completed' } as const;
  await report(
    caseStore(
      readsInPages(() => report(cases, 1, closed)),
      tables,
    ),
    2,
    closed,
  );
  expect(await cases.read(referralId)).toMatchObject({
    head: { status: 'closed' },
    handOffs: [{ status: 'closed' }, { status: 'closed' }],
  });
});

test('a hand-off that is made while the case is read is not of the case as it was read', async () => {
  const cases = caseStore(fullPagesClient, tables);
  const id = 'bbcdefghijklmnopqrstuvwxyz' as typeof referralId;
  const [lead] = judgedVersion().decision.chosen;
  if (!lead) throw new Error('a judged version has a lead');
  const chosen = [lead, { ...lead, service: serviceId('housing-advice'), part: 'alongside' as const }];
  const change = recordVersion(judgedVersion({ chosen }, { id }), undefined, ruleContextAt(0));
  if (!change) throw new Error('a first version is always recorded');
  await cases.commit(change);
  const addThird = () =>
    changeCase(cases, id, (one) => {
      const [first] = one.handOffs;
      if (!first) throw new Error('no hand-off');
      const after = { ...first, number: 3, service: serviceId('general') };
      return { change: changeOf(one, { head: { ...one.head, handOffs: 3 }, handOffs: [{ after }] }) };
    });
  const seen = await caseStore(readsInPages(addThird, 1), tables).read(id);
  expect(seen).toMatchObject({ head: { handOffs: 2 }, handOffs: [{ number: 1 }, { number: 2 }] });
  expect((await cases.read(id))?.handOffs).toHaveLength(3);
});
