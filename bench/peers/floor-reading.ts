/** The floor that also validates the body against the contract's schema, with our compiled parser. */
import { parseSubmissionFormat } from '#src/contracts/submission.ts';
import { putRow } from './floor.ts';

export async function handler(event: { body: string }) {
  const read = parseSubmissionFormat(JSON.parse(event.body));
  return 'ok' in read ? putRow(read.ok) : { statusCode: 422 };
}
