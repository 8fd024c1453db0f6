/** Accounts of people in memory, in place of a user pool. */
import { randomUUID } from 'node:crypto';
import type { Accounts } from '#src/usecases/ports/staff.ts';

export interface FakeAccounts extends Accounts {
  /** By subject. */
  open: Map<string, Parameters<Accounts['create']>[0]>;
}

export function fakeAccounts(): FakeAccounts {
  const open: FakeAccounts['open'] = new Map();
  return {
    open,
    async create(account) {
      if ([...open.values()].some(({ email }) => email === account.email)) return { taken: true };
      const subject = `issuer ${randomUUID()}`;
      open.set(subject, account);
      return { subject };
    },
    async change(subject, to) {
      const account = open.get(subject);
      if (account) open.set(subject, { ...account, ...to });
    },
    isOpen: async (subject, party) => open.get(subject)?.party === party,
    async close(subject) {
      open.delete(subject);
    },
  };
}
