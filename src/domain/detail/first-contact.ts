/** What somebody must know before the first word with a person: is it safe, how, and who must not learn of it. */
import type { DerivedFacts } from '../judgement/derived-facts.ts';
import type { PartialSubmission } from '../judgement/partial-submission.ts';
import { isPostalAddress, isPostalAddressElsewhere } from '../judgement/postal-address.ts';
import { channelSafety, isUnsafeBySuspect, phoneContact } from '../judgement/safe-contact.ts';
import { isSuspectAtHome } from '../judgement/suspects.ts';
import type { Submission } from '../submission.ts';
import {
  type AwarenessAnswer,
  type Channel,
  channels,
  type PhoneOwner,
  type TriState,
  type UnsafeReason,
  unsafeReasons,
} from '../vocabulary.ts';

/** The number, e-mail or address that a channel needs. */
export interface ContactDetail {
  /** Whose number it is. */
  phoneOf?: PhoneOwner;
  phone?: string;
  email?: string;
  address?: { lines?: string[]; postcode?: string; country?: string };
  /** The address is not the person's home. */
  isElsewhere?: true;
}

export interface ChannelAdvice extends ContactDetail {
  channel: Channel;
  safe: TriState;
  /** Why it is not safe, for those who may know of suspects; empty for everybody else, whatever the reason. */
  because: UnsafeReason[];
}

const suspectKeys = [
  'relationship',
  'isGuardian',
  'livesWithVictim',
  'status',
  'statusAt',
  'noContactCondition',
  'releaseOn',
] as const;
type Suspect = NonNullable<Submission['suspects']>[number];
export type SuspectSummary = Pick<Suspect, (typeof suspectKeys)[number]>;

const howKeys = ['withholdNumber', 'codeWord', 'times', 'instructions', 'mayAnswer', 'mustNotKnow'] as const;
type How = Pick<NonNullable<PartialSubmission['contact']>, (typeof howKeys)[number] | 'alternative'>;

export interface FirstContact extends How {
  /** Whether the person knows of the referral. */
  personAware: AwarenessAnswer;
  /** They agreed to it themselves, and so know of it. */
  agreed?: true;
  /** Why it was made, where the person does not know of it. */
  overrideReason?: string;
  /** Safe ones first, then those of which nobody knows. */
  channels: ChannelAdvice[];
  preferredName?: string;
  /** Whether each suspect is free, and from when. */
  suspects?: SuspectSummary[];
}

/** A referral and its reader. */
export interface ReaderContext {
  submission: Submission;
  /** What the reader may see of it, without what the rules withhold. */
  shared: PartialSubmission;
  /** The reader may know of suspects, and of what follows from them. */
  seesSuspects: boolean;
  derived: DerivedFacts;
}

export function describeFirstContact(reading: ReaderContext): FirstContact {
  const { contact = {}, victim, consent, suspects = [] } = reading.shared;
  const agreed = isAgreedByVictim(reading.submission);
  const personAware = consent?.personAware ?? (agreed ? 'yes' : 'not-stated');
  const overrideReason = personAware === 'no' ? consent?.overrideReason : undefined;
  const statuses = suspects.map((one) => pick(one, suspectKeys)).filter((one) => Object.keys(one).length > 0);
  return {
    personAware,
    ...(agreed && personAware === 'yes' && { agreed: true as const }),
    ...(overrideReason && { overrideReason }),
    channels: adviseOnChannels(reading),
    ...pick(contact, howKeys),
    ...pick(contact, ['alternative']),
    ...pick(victim ?? {}, ['preferredName']),
    ...(statuses.length > 0 && { suspects: statuses }),
  };
}

/** Who agreed to a referral knows of it; what is said of their knowing goes before. */
const isAgreedByVictim = ({ consent }: Submission): boolean =>
  consent.basis === 'explicit-consent' && consent.givenBy === 'victim';

function pick<Source extends object, Key extends keyof Source>(
  source: Source,
  keys: readonly Key[],
): Pick<Source, Key> {
  const given = keys.filter((key) => source[key] !== undefined);
  return Object.fromEntries(given.map((key) => [key, source[key]])) as Pick<Source, Key>;
}

const safetyOrder: readonly TriState[] = ['yes', 'unknown', 'no'];

const adviseOnChannels = (reading: ReaderContext): ChannelAdvice[] =>
  channels
    .map((channel) => adviseOnChannel(channel, reading))
    .sort((one, other) => safetyOrder.indexOf(one.safe) - safetyOrder.indexOf(other.safe));

function adviseOnChannel(channel: Channel, reading: ReaderContext): ChannelAdvice {
  const { submission, shared, seesSuspects } = reading;
  if (channel === 'post' && isPostalAddressElsewhere(submission)) {
    const address = pick(shared.contact?.postTo ?? {}, ['lines', 'postcode']);
    return { channel, safe: 'yes', because: [], ...(address.lines && { address }), isElsewhere: true };
  }
  const safe = channelSafety(channel, submission);
  if (safe !== 'no') return { channel, safe, because: [], ...detailOf(channel, reading) };
  // A service that is not shown suspects gets no reason at all: a missing one would tell of a suspect.
  return { channel, safe, because: seesSuspects ? findUnsafeReasons(channel, submission) : [] };
}

function detailOf(channel: Channel, { submission, shared, derived }: ReaderContext): ContactDetail {
  if (channel === 'email') return pick(shared.contact ?? {}, ['email']);
  if (channel !== 'post') return phoneContact(shared, derived) ?? {};
  const address = pick(shared.victim?.address ?? {}, ['lines', 'postcode', 'country']);
  return isPostalAddress(submission.victim) && address.lines ? { address } : {};
}

function findUnsafeReasons(channel: Channel, submission: Submission): UnsafeReason[] {
  const isAtHome = channel === 'post' && isSuspectAtHome(submission);
  const conditions: Record<UnsafeReason, boolean> = {
    'said-to-be-unsafe': submission.contact.safe[channel] === 'no',
    'calling-is-unsafe': channel === 'voicemail' && submission.contact.safe.call === 'no',
    'suspect-has-access': isUnsafeBySuspect(channel, submission) && !isAtHome,
    'suspect-at-home': isAtHome,
  };
  return unsafeReasons.filter((reason) => conditions[reason]);
}
