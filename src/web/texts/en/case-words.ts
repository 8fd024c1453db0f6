/** Names of the states of a case, and of the reasons that people give. */
import type { HandOffStatus, ReferralStatus } from '#src/domain/states.ts';
import type {
  AttemptResult,
  DeclineReason,
  ErasureReason,
  HeldReason,
  NotReferredReason,
  Priority,
  RetentionClass,
  ReturnReason,
  SupportOutcome,
  SuspendReason,
  WithdrawReason,
} from '#src/domain/vocabulary.ts';
import type { Labels } from './labels.ts';

const heldReason: Labels<HeldReason> = {
  'no-safe-contact': 'No safe way to contact the person',
  'no-eligible-service': 'No service can take this referral',
  'out-of-scope': 'Outside what this area’s services are for',
  'guardian-needed': 'A parent or guardian is needed',
};
const declineReason: Labels<DeclineReason> = {
  'no-capacity': 'No capacity',
  'not-eligible': 'Not eligible for this service',
  'unable-to-meet-needs': 'Unable to meet their needs',
  'already-supported': 'Already supported',
  'insufficient-information': 'Not enough information',
  other: 'Another reason',
};
const notReferredReason: Labels<NotReferredReason> = {
  'opted-out': 'Asked not to be referred',
  'consent-refused': 'Did not agree to it',
  'not-wanted': 'Did not want support',
};
const returnReason: Labels<ReturnReason> = {
  'unsafe-to-contact': 'Not safe to contact',
  'wrong-contact-details': 'Wrong contact details',
  'insufficient-information': 'Not enough information',
  'consent-missing': 'Consent is missing',
  'out-of-scope': 'Outside what the service is for',
  duplicate: 'Already referred',
  other: 'Another reason',
};
const erasureReason: Labels<ErasureReason> = {
  'asked-by-person': 'The person asked for it',
  'should-not-be-held': 'It should never have been kept',
  'ordered-by-law': 'The law or a court requires it',
};
const retentionClass: Labels<RetentionClass> = {
  declined: 'The person declined support, or the referral was taken back',
  'not-reached': 'No service reached the person',
  supported: 'A service supported the person',
};
const withdrawReason: Labels<WithdrawReason> = {
  'consent-withdrawn': 'The person changed their mind',
  'sent-in-error': 'Sent by mistake',
  duplicate: 'Already referred',
};
const outcome: Labels<SupportOutcome> = {
  'support-completed': 'Support completed',
  disengaged: 'The person stopped taking part',
  'declined-by-victim': 'The person did not want support',
  'no-contact-after-attempts': 'Not reached after several attempts',
  'unsafe-to-contact': 'Not safe to contact',
  'wrong-contact-details': 'Wrong contact details',
  'out-of-area': 'Lives outside the area',
  'out-of-scope': 'Outside what the service is for',
  'referred-on': 'Referred on',
  duplicate: 'Already referred',
  'consent-withdrawn': 'Consent withdrawn',
  deceased: 'The person has died',
};
const suspendReason: Labels<SuspendReason> = {
  'wrong-contact-details': 'The contact details are wrong',
  'unsafe-to-contact': 'It is not safe to make contact',
};
const attemptResult: Labels<AttemptResult> = {
  'no-answer': 'No answer',
  'left-message': 'A message was left',
  'wrong-number': 'The number or address is wrong',
  'someone-else-answered': 'Somebody else answered',
  'not-now': 'They could not talk then',
};
const priority: Labels<Priority> = { high: 'High', enhanced: 'Enhanced rights', standard: 'Standard' };
const referralStatus: Labels<ReferralStatus> = {
  received: 'Received',
  routed: 'With a service',
  held: 'On hold',
  returned: 'Sent back to you',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
};
const handOffStatus: Labels<HandOffStatus> = {
  queued: 'New',
  collected: 'Opened',
  accepted: 'Accepted',
  'contact-attempted': 'Contact tried',
  contacted: 'Contacted',
  supporting: 'Being supported',
  suspended: 'Contact stopped',
  closed: 'Closed',
  declined: 'Declined',
  returned: 'Sent back',
  expired: 'Out of time',
  withdrawn: 'Withdrawn',
};

export const caseWords = {
  heldReason,
  declineReason,
  notReferredReason,
  returnReason,
  withdrawReason,
  suspendReason,
  attemptResult,
  erasureReason,
  retentionClass,
  outcome,
  priority,
  referralStatus,
  handOffStatus,
};
