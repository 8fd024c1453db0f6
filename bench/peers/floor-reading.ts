/** The floor that also reads the body by the contract's schema, with the quickest parser there is for it. */
import { parseSubmission, readyToRead } from '#src/contracts/submission.ts';
import { keep } from './floor.ts';

readyToRead();

export async function handler(event: { body: string }) {
  const read = parseSubmission(JSON.parse(event.body));
  return 'ok' in read ? keep(read.ok) : { statusCode: 422 };
}
