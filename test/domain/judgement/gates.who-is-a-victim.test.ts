import { describe, expect, test } from 'vitest';
import { isOrganisation } from '#src/domain/judgement/organisation.ts';
import type { Submission } from '#src/domain/submission.ts';
import { victimRoles } from '#src/domain/vocabulary.ts';
import { decisionFor, refusalFor } from '#test/domain/support/judge-submission.ts';
import { partyId } from '#test/support/ids.ts';
import { explicitConsent, type Overrides } from '#test/support/submissions.ts';

describe('a business is not a victim (Victims and Prisoners Act 2024, section 1)', () => {
  test.each([
    'Example Ltd',
    'Example Limited',
    'EXAMPLE PLC',
    'Example & Sons',
    'Example and Co.',
    'Example Ltd.',
    'Mr A Example t/a Example Cabs',
    'Example Borough Council',
    'Example NHS Foundation Trust',
    'Example Housing Association',
    'Example Stores',
    'Example Primary School',
    'Example Store',
    'Example Shop',
    'Example Supermarket',
    'Ltd',
    'Example  trading  as Cabs',
    'Example cooperative',
    'NHS Example',
    '  Example,  Ltd ',
    ' Housing  Association',
    'Example Plc. .',
    'Example Co-operative',
  ])('%s', (familyName) => {
    expect(isOrganisation(familyName)).toBe(true);
    expect(refusalFor({ victim: { givenName: undefined, familyName } })).toMatchObject({
      code: 'not-a-victim',
      faults: [{ pointer: '/victim/familyName' }],
    });
  });

  test.each([
    ['Sam', 'Bank'],
    [undefined, 'Church'],
    [undefined, 'Store'],
    ['Jo', 'Council'],
    ['Ana', 'Co'],
    ['Alex', 'Trust'],
    [undefined, 'Ince'],
    ['Sam', 'Plc-Example'],
    ['Chidi', 'Incorporata'],
    ['Sam', 'Example School'],
    [undefined, 'Example School Friend'],
    [undefined, 'Ltd Example'],
    [undefined, 'Nhsan'],
    [undefined, ' School'],
    ['李', '王'],
    [undefined, 'Ó Súilleabháin'],
  ])('a person may be called %s %s', (givenName, familyName) => {
    expect(isOrganisation(familyName, givenName)).toBe(false);
  });
});

describe('who is a victim (Victims and Prisoners Act 2024, section 1; Victims’ Code)', () => {
  const dates: Partial<Record<string, string>> = {
    'child-domestic-abuse': '2012-05-06',
    'born-of-offence': '2026-11-19',
  };
  const extra: Partial<Record<string, Overrides<Submission>>> = {
    'child-domestic-abuse': { offence: { domesticAbuse: 'yes' }, risk: { level: 'standard' } },
    'born-of-offence': { offence: { category: 'rape', homeOfficeCode: '19C' } },
    'bereaved-relative': { offence: { category: 'homicide', homeOfficeCode: '1' } },
  };

  test.each(victimRoles)('%s', (role) => {
    const guardian = { name: 'Alex Example', phone: '+447700900456' };
    const victim = { role, dateOfBirth: dates[role] ?? '1990-02-03', guardian };
    expect(decisionFor({ ...extra[role], victim, consent: explicitConsent }).outcome).toBe('routed');
  });

  test('nobody need have been charged, and a crime need not have been reported to the police by a partner (s.1(5))', () => {
    const over = {
      reportedAt: undefined,
      crimeReference: undefined,
      incidentReference: 'CASE-77',
      consent: explicitConsent,
    };
    const decision = decisionFor(over, { sender: { id: partyId('example-charity'), kind: 'voluntary' } });
    expect(decision).toMatchObject({ outcome: 'routed', referBy: null, withinCode: null });
  });
});
