/** The number, e-mail or address of a way as a service is shown it. */
import type { PartialSubmission } from '../judgement/partial-submission.ts';
import { type Channel, phoneChannels } from '../vocabulary.ts';
import type { ChannelAdvice, ContactDetail, FirstContact } from './first-contact.ts';

export const isPhoneChannel = (channel: Channel): boolean => phoneChannels.some((one) => one === channel);

/** Of an unsafe way, the person's own as it was sent. */
export function shownDetail(
  one: ChannelAdvice,
  shared: PartialSubmission | undefined,
): Pick<ContactDetail, 'phone' | 'email' | 'address'> {
  const phone = one.phone ?? (isPhoneChannel(one.channel) ? shared?.contact?.phone : undefined);
  const email = one.email ?? (one.channel === 'email' ? shared?.contact?.email : undefined);
  const address = one.address ?? (one.channel === 'post' && !one.isElsewhere ? shared?.victim?.address : undefined);
  return { ...(phone && { phone }), ...(email && { email }), ...(address && { address }) };
}

/** Of one channel, to compare versions: upper and lower case make no other e-mail. */
export function channelDetail(
  channel: Channel,
  { firstContact, shared }: { firstContact: FirstContact; shared: PartialSubmission },
): Pick<ContactDetail, 'phone' | 'email' | 'address'> {
  const advice = firstContact.channels.find((one) => one.channel === channel);
  const { email, ...detail } = advice ? shownDetail(advice, shared) : {};
  return { ...detail, ...(email && { email: email.toLowerCase() }) };
}
