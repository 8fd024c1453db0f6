/** What time it is in the area that a command is for. */
import * as z from 'zod';
import { type ConnectionOptions, findEndpoints } from '#client/commands/connection.ts';
import { Failed, type Io } from '#client/commands/io.ts';

const clockAnswer = z.object({ now: z.iso.datetime() });

/** The area's clock: a local run has its own. */
export async function findClock(options: ConnectionOptions, io: Io): Promise<() => Date> {
  const local = findEndpoints(options, io);
  if (!local) return () => io.now();
  const answer = clockAnswer.safeParse(await (await fetch(`${local.url}/local/clock`)).json());
  if (!answer.success) throw new Failed('The local run does not say what time it is there.');
  const offsetMs = Date.parse(answer.data.now) - io.now().getTime();
  return () => new Date(io.now().getTime() + offsetMs);
}
