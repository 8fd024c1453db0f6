import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { recordVersion } from '#src/domain/case/record-version.ts';
import { applyReport, readByService } from '#src/domain/case/report.ts';
import type { ServiceReport } from '#src/domain/case/service-report.ts';
import { caseStore } from '#src/store/cases.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import type { Cases } from '#src/usecases/ports.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { createMemoryWorld } from '#test/simulation/memory/world.ts';
import { judgedVersion, referralId, ruleContextAt } from '#test/support/cases.ts';
import { serviceId } from '#test/support/ids.ts';
import { receivedAt } from '#test/support/submissions.ts';

const tables = { referrals: 'referrals', work: 'work', counters: 'counters' };
const context = ruleContextAt(1);
const { dynamo } = createMemoryWorld(receivedAt);
const fullPagesClient = documentClientOf(async (command) => dynamo.execute(command));

/** Reads two rows of a query at a time, and does something before the second page. */
function readsInPages(between: () => Promise<unknown>): DynamoDBDocumentClient {
  let pages = 0;
  return documentClientOf(async (command) => {
    if (!(command instanceof QueryCommand)) return dynamo.execute(command);
    pages += 1;
    if (pages === 2) await between();
    return dynamo.execute(command, { atMost: 2 });
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
    await changeCase(cases, referralId, (one) => readByService(one, number, serviceId('a-service'), context.now));
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
