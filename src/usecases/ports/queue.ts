/** Messages to services. */

import type * as contract from '#src/contracts/messages.ts';
import type { HandOffId, ReferralId, ServiceId } from '#src/domain/ids.ts';

interface MessageIds {
  handOffId: HandOffId;
  referralId: ReferralId;
  service: ServiceId;
}

/** A message of the contract, with ids of the domain. */
type Sent<Message> = Omit<Message, keyof MessageIds> & MessageIds;

export type HandOffMessage = Sent<contract.HandOffMessage>;

/** Tells a service that a referral handed off to it was withdrawn. */
export type WithdrawalMessage = Sent<contract.WithdrawalMessage>;

/** Tells a service that a referral it holds was corrected. */
export type AmendmentMessage = Sent<contract.AmendmentMessage>;

export type QueueMessage = HandOffMessage | AmendmentMessage | WithdrawalMessage;

export interface HandOffQueue {
  /** Sends each message to its service. @throws SendFailed naming every message that was not sent */
  send(messages: readonly QueueMessage[]): Promise<void>;
}

/** Some messages were not sent; their hand-offs keep the unsent mark. */
export class SendFailed extends Error {
  override name = 'SendFailed';
  readonly handOffs: readonly HandOffId[];
  constructor(handOffs: readonly HandOffId[]) {
    super(`${handOffs.length} message(s) were not sent`);
    this.handOffs = handOffs;
  }
}
