/** Which contact details a service found to be wrong, so that its page does not go on calling them safe. */
import { type Channel, channels, phoneChannels } from '../vocabulary.ts';
import type { HandOff, HistoryEvent } from './model.ts';

const isPhone = (channel: Channel): boolean => phoneChannels.some((one) => one === channel);

/**
 * Channels whose number or address was reported wrong and was not corrected since: a wrong number is wrong for calls,
 * voicemails and texts. All, if contact is suspended because the details are wrong and no attempt says which.
 * @param history events of this hand-off, oldest first
 */
export function findWrongChannels(
  { suspension, version }: HandOff,
  history: readonly Pick<HistoryEvent, 'event' | 'result' | 'reason'>[],
): Channel[] {
  // A suspended hand-off resumes with another safe way: until then, a correction gave none.
  const isCorrection = ({ event }: Pick<HistoryEvent, 'event'>): boolean =>
    event === 'resumed' || (event === 'amended' && !suspension);
  const tried = history
    .slice(history.findLastIndex(isCorrection) + 1)
    .filter(({ event, result }) => event === 'contact-attempted' && result === 'wrong-number')
    .map(({ reason }) => reason);
  const wrong = channels.filter((one) =>
    tried.some((reason) => reason === one || (isPhone(one) && phoneChannels.some((phone) => phone === reason))),
  );
  const isUnspecified = wrong.length === 0 && suspension?.reason === 'wrong-contact-details';
  return isUnspecified && suspension.version === version ? [...channels] : wrong;
}
