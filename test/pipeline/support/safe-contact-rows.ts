/** The rules of safe contact as referrals: what is sent, and what the sender is answered. Read by journeys/safe-contact.ts. */
import type { Submission } from '#src/domain/submission.ts';
import { explicitConsent, type Overrides } from '#test/support/submissions.ts';

type Answer = 'yes' | 'no' | 'unknown';
const all = (answer: Answer) => ({ call: answer, voicemail: answer, text: answer, email: answer, post: answer });
const allSafe = all('yes');
const allUnknown = all('unknown');
const onlyCall = { ...all('no'), call: 'yes' } as const;
const onlyPost = { ...all('no'), post: 'yes' } as const;
const rape = { category: 'rape', homeOfficeCode: undefined, domesticAbuse: 'no' } as const;
const father = { name: 'Alex Example', relationship: 'father', phone: '+447700900456' };
const aunt = { name: 'Jo Example', relationship: 'aunt', phone: '+447700900789' };
const notMade = { children: 'not-made' } as const;
const childOfEight = { dateOfBirth: '2018-05-06', guardian: father } as const;
const about15 = { dateOfBirth: undefined, approximateAge: 15 } as const;
const override = { basis: 'safeguarding-override', overrideReason: 'The father is feared.' } as const;
const fatherSuspected = [{ name: 'Alex Example', relationship: 'parent', isGuardian: true }] as const;

export interface Row {
  what: string;
  over: Overrides<Submission>;
  /** Status or code, then held reasons or services; notes after a plus. */
  answer: string;
}

const row = (what: string, over: Overrides<Submission>, answer: string): Row => ({ what, over, answer });
const suspect = (one: NonNullable<Submission['suspects']>[number]) => [one];

export const rows: readonly Row[] = [
  row(
    'a child of eight whose guardian is the suspect',
    { victim: childOfEight, suspects: [...fatherSuspected], contact: { safe: onlyCall } },
    '422 guardian-required',
  ),
  row(
    'the same with an aunt to contact',
    {
      victim: childOfEight,
      suspects: [...fatherSuspected],
      consent: { ...explicitConsent, givenBy: 'spokesperson' },
      contact: { phone: undefined, safe: onlyCall, alternative: aunt },
    },
    'received brightwater-young-people + guardian-suspected',
  ),
  row(
    'the same with the override and a safe phone of the child',
    { victim: childOfEight, suspects: [...fatherSuspected], consent: override, contact: { safe: onlyCall } },
    'received brightwater-young-people + guardian-suspected',
  ),
  row(
    'the suspected guardian agrees for the child',
    {
      victim: { ...childOfEight, dateOfBirth: '2012-05-06' },
      suspects: [...fatherSuspected],
      consent: { ...explicitConsent, givenBy: 'parent-guardian' },
    },
    '422 explicit-consent-required',
  ),
  row(
    'a suspect lives with the victim, and post alone is ticked',
    { suspects: suspect({ livesWithVictim: 'yes' }), contact: { safe: onlyPost } },
    'held no-safe-contact + safe-channel-read-by-suspect',
  ),
  row(
    'a suspect knows the address and reads the post',
    { suspects: suspect({ knowsAddress: 'yes', hasAccessTo: ['post'] }), contact: { safe: onlyPost } },
    'held no-safe-contact + safe-channel-read-by-suspect',
  ),
  row(
    'the same with an address that is not the home',
    {
      suspects: suspect({ livesWithVictim: 'yes' }),
      contact: { safe: all('no'), postTo: { lines: ['2 Example Road'], postcode: 'M2 1AE' } },
    },
    'received mosslight-victim-care',
  ),
  row(
    'a suspect has the phone, and the call alone is ticked',
    { suspects: suspect({ hasAccessTo: ['phone'] }), contact: { safe: onlyCall } },
    'held no-safe-contact + safe-channel-read-by-suspect',
  ),
  row(
    'a suspect has the e-mail, and it alone is ticked',
    { suspects: suspect({ hasAccessTo: ['email'] }), contact: { safe: { ...all('no'), email: 'yes' } } },
    'held no-safe-contact + safe-channel-read-by-suspect',
  ),
  ...(['honourBased', 'modernSlavery', 'childExploitation'] as const).map((flag) =>
    row(
      `${flag}, every channel unknown`,
      { offence: { [flag]: 'yes' }, contact: { safe: allUnknown } },
      'held no-safe-contact',
    ),
  ),
  row(
    'stalking, every channel unknown',
    { offence: { category: 'stalking-harassment', homeOfficeCode: undefined }, contact: { safe: allUnknown } },
    'held no-safe-contact',
  ),
  row(
    'rape, every channel unknown',
    { offence: rape, consent: explicitConsent, contact: { safe: allUnknown } },
    'held no-safe-contact',
  ),
  row(
    'a partner suspected of an assault, every channel unknown',
    { suspects: suspect({ relationship: 'ex-partner' }), contact: { safe: allUnknown } },
    'held no-safe-contact',
  ),
  row(
    'a burglary by a stranger, every channel unknown',
    {
      offence: { category: 'theft-burglary', homeOfficeCode: undefined },
      suspects: suspect({ relationship: 'stranger' }),
      contact: { safe: allUnknown },
    },
    'received mosslight-victim-care',
  ),
  row(
    'rape by the partner, said not to be domestic abuse, at high risk and without consent',
    {
      offence: rape,
      suspects: suspect({ relationship: 'partner' }),
      contact: { safe: allSafe },
      consent: { basis: 'safeguarding-override', overrideReason: 'Danger to life.' },
      risk: { tool: 'dash', score: 15, level: 'high' },
    },
    'received fernbank-advisers + treated-as-domestic-abuse',
  ),
  row(
    'the person does not know of the referral',
    { consent: { personAware: 'no' } },
    'received mosslight-victim-care by 2026-11-23 + person-not-aware',
  ),
  row(
    'a Marac on Tuesday',
    { marac: { listed: 'yes', on: '2026-11-24' } },
    'received mosslight-victim-care by 2026-11-23',
  ),
  row(
    'a Marac last week',
    { marac: { listed: 'yes', on: '2026-11-12' } },
    'received mosslight-victim-care by 2026-11-26',
  ),
  row('a direct victim who has died', { victim: { deceased: true } }, '422 deceased'),
  row(
    'a child of ten, and no safeguarding referral was made',
    { victim: { dateOfBirth: '2016-05-06', guardian: father }, safeguarding: notMade, contact: { safe: onlyCall } },
    'received brightwater-young-people + safeguarding-not-made',
  ),
  row(
    'an adult with a child in the household, and none was made',
    { household: { children: [{ age: 4, livesWithVictim: 'yes' }] }, safeguarding: notMade },
    'received mosslight-victim-care + safeguarding-not-made',
  ),
  row(
    'a boy of about 15, hurt by a knife',
    { victim: { ...about15, sex: 'male' }, offence: { method: 'knife', knifeEnabled: 'yes' } },
    'received millgate-navigators',
  ),
  row(
    'a boy of about 15, robbed',
    { victim: about15, offence: { category: 'robbery', homeOfficeCode: undefined } },
    'received brightwater-young-people',
  ),
  row('an age and a date of birth', { victim: { approximateAge: 15 } }, '422 invalid-referral'),
  row(
    'a letter to “NFA”, and post alone is ticked',
    { victim: { address: { lines: ['NFA'] } }, contact: { safe: { ...all('no'), post: 'unknown' } } },
    'held no-safe-contact',
  ),
  row('a number one digit short', { contact: { phone: '0161 496 000' } }, '422 invalid-referral'),
];

interface Answered {
  status: number;
  json: unknown;
}

/** Sums an answer up as `Row.answer` does: the day of the first deadline is named where the row asks for it. */
export function summarise({ status, json }: Answered, withDeadline: boolean): string {
  const body = json as {
    code?: string;
    status: string;
    heldReasons: string[];
    notes: string[];
    routing: { chosen: { service: string; respondBy: string }[] };
  };
  if (status >= 400) return `${status} ${body.code}`;
  const { chosen } = body.routing;
  const services = chosen.map(({ service }) => service).join(', ');
  const deadline = withDeadline && chosen[0] ? ` by ${chosen[0].respondBy.slice(0, 10)}` : '';
  const known = ['voicemail-without-call'];
  const notes = (body.notes ?? []).filter((note) => !known.includes(note));
  return `${body.status} ${body.heldReasons.join(', ') || services}${deadline}${notes.length > 0 ? ` + ${notes.join(', ')}` : ''}`;
}
