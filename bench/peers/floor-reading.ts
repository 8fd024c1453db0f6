/** The floor that also validates the body against the contract's schema, with our compiled parser. */
import { parseSubmission, readyToRead } from '#src/contracts/submission.ts';
import { keep } from './floor.ts';

readyToRead();

export async function handler(event: { body: string }) {
  const read = parseSubmission(JSON.parse(event.body));
  return 'ok' in read ? keep(read.ok) : { statusCode: 422 };
}
