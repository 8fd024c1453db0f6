/**
 * A referral as any service may be shown of it, whatever its sharing agreement lists: answers as the rules judge them,
 * and without a guardian who is a suspect.
 */
import type { DerivedFacts } from '../judgement/derived-facts.ts';
import { channelSafety } from '../judgement/safe-contact.ts';
import { isPhoneOfSuspect, trustedAlternative, trustedGuardian } from '../judgement/suspects.ts';
import { mayBeSameName } from '../names.ts';
import type { Submission } from '../submission.ts';

export function prepareForServices(submission: Submission, derived: DerivedFacts): Submission {
  return {
    ...submission,
    offence: derived.domesticAbuse ? { ...submission.offence, domesticAbuse: 'yes' } : submission.offence,
    victim: victimForServices(submission, derived),
    contact: contactForServices(submission),
    ...(submission.suspects && { suspects: submission.suspects.map((one) => suspectForServices(one, submission)) }),
  };
}

function victimForServices(submission: Submission, { homeDistrict }: DerivedFacts): Submission['victim'] {
  const { guardian, address, ...victim } = submission.victim;
  return {
    ...victim,
    ...(address && { address: { ...address, ...(homeDistrict !== undefined && { district: homeDistrict }) } }),
    ...(guardian !== undefined && trustedGuardian(submission) !== undefined && { guardian }),
  };
}

/** What a system reads in `contact.safe` must be what the rules know of a channel, not what was ticked. */
function contactForServices(submission: Submission): Submission['contact'] {
  const { phone, alternative, ...contact } = submission.contact;
  const safetyOf = (channel: keyof Submission['contact']['safe']) => channelSafety(channel, submission);
  return {
    ...contact,
    ...(phone !== undefined && !isPhoneOfSuspect(phone, submission) && { phone }),
    ...(alternative !== undefined && trustedAlternative(submission) !== undefined && { alternative }),
    safe: {
      call: safetyOf('call'),
      voicemail: safetyOf('voicemail'),
      text: safetyOf('text'),
      email: safetyOf('email'),
      post: safetyOf('post'),
    },
  };
}

type Suspect = NonNullable<Submission['suspects']>[number];

/** Services that are shown suspects see that one of them is the guardian. No service is given the name. */
function suspectForServices({ name, ...suspect }: Suspect, { victim }: Submission): Suspect {
  const isNameWithheld = suspect.isGuardian === true || mayBeSameName(name, victim.guardian?.name);
  return name === undefined || isNameWithheld ? suspect : { ...suspect, name };
}
