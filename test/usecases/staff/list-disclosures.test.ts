import { describe, expect, test } from 'vitest';
import { disclosureReasonPlace } from '#src/usecases/ports/seals.ts';
import { sealText } from '#src/usecases/sealed-text.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { actAs } from '#src/usecases/staff/act-as.ts';
import { listDisclosures } from '#src/usecases/staff/list-disclosures.ts';
import { partyId } from '#test/support/ids.ts';
import { dispatch, refer, referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const by = partyId('example-authority');

describe('who saw or changed what of a referral', () => {
  test('is told in the order in which it happened, with the member of staff whom a system named', async () => {
    const { id, first, service } = await referAndDispatch();
    const nurse = actAs(system.deps, { party: service, agent: { client: 'a-client', onBehalfOf: 'r.patel' } });
    system.wait(1);
    await readHandOff(nurse, service, first);
    system.wait(1);
    await reportStatus(nurse, service, first, { status: 'declined', reason: 'no-capacity' });

    const list = await listDisclosures(system.deps, { by, of: { id } });
    expect(list?.items.map(({ at }) => at)).toEqual(list?.items.map(({ at }) => at).sort());
    const agent = { client: 'a-client', onBehalfOf: 'r.patel' };
    expect(list?.items.filter((one) => one.by === service)).toEqual([
      expect.objectContaining({ kind: 'changed', event: 'collected', handOff: 1, agent }),
      expect.objectContaining({ kind: 'shown', fields: expect.arrayContaining(['contact']), handOff: 1, agent }),
      expect.objectContaining({ kind: 'changed', event: 'declined', handOff: 1, agent }),
    ]);
    expect(list?.items.some((one) => one.by === 'system')).toBe(true);
  });

  test('holds the reason that was given, and each reading of the list', async () => {
    const { id, reference } = await refer();
    await dispatch(id);
    await system.deps.cases.disclose({
      referral: id,
      number: 1,
      by: partyId('general'),
      at: system.deps.now().toISOString(),
      fields: ['contact'],
      reasonRequired: 'closed',
      why: sealText(system.deps.keys, disclosureReasonPlace(id), 'They rang.'),
      workOf: 'nobody',
      test: undefined,
    });
    const first = await listDisclosures(system.deps, { by, of: { reference } });
    expect(first?.items).toContainEqual(expect.objectContaining({ why: 'They rang.', reasonRequired: 'closed' }));
    const again = await listDisclosures(system.deps, { by, of: { id } });
    expect(again?.items).toContainEqual(expect.objectContaining({ by, kind: 'shown', fields: ['disclosures'] }));
  });

  test('is absent where there is no such referral', async () => {
    expect(await listDisclosures(system.deps, { by, of: { reference: 'EX-2222-2222' } })).toBeUndefined();
  });
});
