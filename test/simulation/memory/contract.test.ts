import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { dynamoCases } from './contract/cases.ts';
import { randomCall } from './contract/random-calls.ts';
import { type Call, clearTables, emulatorSide, modelSide, outcomeOf, type TableNames } from './contract/sides.ts';

const contractTables: TableNames = {
  referrals: 'contract-referrals',
  work: 'contract-work',
  counters: 'contract-counters',
  web: 'contract-web',
  erasures: 'contract-erasures',
};

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
  await emulator.makeTables('contract');
});
afterAll(() => emulator.stop());

/** Asks both sides the same, one call after the other, beginning without a row. @returns what both answered */
async function expectSameAnswers(calls: readonly Call[]): Promise<unknown[]> {
  const model = modelSide(contractTables);
  const real = emulatorSide(emulator);
  await clearTables(emulator, contractTables);
  const answers: unknown[] = [];
  for (const call of calls) {
    const answer = await model.answer(call);
    expect({ call, answer }).toEqual({ call, answer: await real.answer(call) });
    answers.push(answer);
  }
  for (const table of Object.values(contractTables)) expect(await model.rows(table)).toEqual(await real.rows(table));
  return answers;
}

describe('the model of DynamoDB answers as the emulator does', () => {
  test.each(dynamoCases(contractTables))('$title', async ({ calls, come }) => {
    const answers = await expectSameAnswers(calls);
    expect(answers.map(outcomeOf)).toEqual(come);
  });

  test('whatever is asked of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomCall(contractTables.work), { minLength: 5, maxLength: 40, size: 'max' }),
        async (calls) => {
          await expectSameAnswers(calls);
        },
      ),
      { numRuns: Number(process.env['CONTRACT_RUNS'] ?? 30) },
    );
  });
});
