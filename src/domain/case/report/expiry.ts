/** A service is told once of what expired with it: until somebody there has said that they have seen it. */
import { changeOf } from '#src/domain/case/change.ts';
import type { HandOff, Outcome, ReferralCase } from '#src/domain/case/model.ts';

export function acknowledgeExpiry(referralCase: ReferralCase, number: number): Outcome<never> {
  const before = referralCase.handOffs.find((one) => one.number === number);
  if (!before?.isExpiryUnread) return { already: true };
  const { isExpiryUnread: _, ...rest } = before;
  const after: HandOff = { ...rest, rev: before.rev + 1 };
  return { change: changeOf(referralCase, { handOffs: [{ before, after }] }) };
}
