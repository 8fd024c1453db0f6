import { describe, expect, test } from 'vitest';
import type { Refusal } from '#src/domain/decision.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { police } from '#test/support/area-fixture.ts';
import { submission } from '#test/support/submissions.ts';
import { refer, system } from './support/referral-steps.ts';

describe('a body that today’s rules refuse', () => {
  const refusing = () => {
    const { area } = system.deps;
    const consent = { ...area.rules.consent, publicTaskFor: [] };
    return { ...system.deps, area: { ...area, rules: { ...area.rules, consent } } };
  };
  const refused = { refused: { code: 'explicit-consent-required' } };

  test('is a replay where the same body was accepted before', async () => {
    const first = await refer();
    expect(await submitReferral(refusing(), police, submission())).toMatchObject({ replayed: { id: first.id } });
    expect(await system.total('duplicates')).toBe(1);
  });

  test('is refused where another body was accepted under its id, and nothing changes', async () => {
    const { id } = await refer();
    const before = await system.deps.ledger.get(id);
    const other = submission({ offence: { summary: 'Assaulted outside a shop!' } });
    expect(await submitReferral(refusing(), police, other)).toMatchObject(refused);
    expect(await system.deps.ledger.get(id)).toEqual(before);
    expect(await system.total('duplicates')).toBe(0);
  });

  test('is refused where nothing was accepted under its id', async () => {
    expect(await submitReferral(refusing(), police, submission())).toMatchObject(refused);
  });

  test('is refused in a dry run, as it would be when first sent', async () => {
    await refer();
    expect(await submitReferral(refusing(), police, submission(), { dryRun: true })).toMatchObject(refused);
  });

  test('is a replay too where a field’s format is refused today', async () => {
    const first = await refer();
    const body = submission();
    const references = { crimeReference: body.crimeReference ?? '', victimReference: body.victimReference };
    const invalid: Refusal = { code: 'invalid-referral', faults: [] };
    const stricter = { ...system.deps, parseSubmission: () => ({ refused: invalid, references }) };
    expect(await submitReferral(stricter, police, body)).toMatchObject({ replayed: { id: first.id } });
    const other = submission({ offence: { summary: 'Assaulted outside a shop!' } });
    expect(await submitReferral(stricter, police, other)).toMatchObject({ refused: invalid });
  });
});
