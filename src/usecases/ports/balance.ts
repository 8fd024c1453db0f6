/** Where the daily balances are kept, and what is asked of queues for them. */
import type { ComparedCount, DailyBalance } from '#src/domain/balance.ts';
import type { ServiceId } from '#src/domain/ids.ts';

export interface BalanceStore {
  /** In the place of the day's last one. */
  keep(balance: DailyBalance): Promise<void>;
  /** In the place of the last one of this sender and day. */
  keepCount(count: ComparedCount): Promise<void>;
  /** Days of London, both inclusive; by day. */
  read(from: string, to: string): Promise<{ balances: DailyBalance[]; counts: ComparedCount[] }>;
}

export interface DeadLetterQueues {
  /** How many messages are in a service's dead-letter queue now, about. */
  count(service: ServiceId): Promise<number>;
}
