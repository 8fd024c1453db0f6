/** referrals dead-letters redrive --parked: asks the sweep to retry what could not be dispatched. For the authority. */

import { type DeadLetter, type Held, release, takeOff } from '#client/library/dead-letters.ts';
import type { ParkedRows } from '#client/operator/parked.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { chosenArea, ownPlaces, type WhichArea } from './area-choice.ts';
import { hold, lineOf, messagesOf, type Place, placeOf, type Which } from './dead-letter-place.ts';
import type { Io } from './io.ts';

/** Retry requested, already settled, a message without a referral's id, or not one of our messages. */
type Done = 'asked' | 'settled-before' | 'names-none' | 'not-ours';

export async function redriveParked(options: Which & WhichArea, io: Io): Promise<void> {
  const place = placeOf(options, io);
  const { at, local } = ownPlaces(['WORK_TABLE'], options, io);
  const area = chosenArea(options, io);
  // The DynamoDB client is slow to load, so only the commands that need it load it.
  const [{ openTables }, { openParked }] = await Promise.all([
    import('#client/operator/stores.ts'),
    import('#client/operator/parked.ts'),
  ]);
  const tables = openTables(area, local);
  try {
    const rows = openParked(tables, at.WORK_TABLE);
    const done = await redriveMessages(rows, place, options, io);
    if (done.length === 0 && options.only !== undefined) done.push(...(await redriveRows(rows, options.only, io)));
    say(done, options, io);
  } finally {
    tables.destroy();
  }
}

/** Marks the row before it deletes the message, so that an interrupted run can safely be repeated. */
async function redriveMessages(rows: ParkedRows, place: Place, options: Which, io: Io): Promise<Done[]> {
  const { sqs } = place.queues;
  const held = await hold(place, options, io.now().getTime());
  const waiting = new Set<Held>(held);
  const all: Done[] = [];
  try {
    for (const one of held) {
      const version = versionOf(one.letter);
      if (!version) {
        all.push(one.letter.kind === 'parked' ? 'names-none' : 'not-ours');
        io.say(`Left: ${lineOf(one.letter).trimEnd()}`);
        continue;
      }
      all.push(await rows.askAgain(version, io.now().toISOString()));
      await takeOff(sqs, place.from, one.message);
      waiting.delete(one);
      await io.out(lineOf(one.letter));
    }
    return all;
  } finally {
    await release(sqs, place.from, messagesOf([...waiting]));
  }
}

function versionOf({ referralId, version, why, sentAt }: DeadLetter) {
  if (referralId === undefined || !isReferralId(referralId) || version === undefined || version < 1) return undefined;
  return { id: referralId, version, reason: why ?? 'unknown', at: sentAt };
}

/** For records whose message has expired: SQS keeps it for 14 days, but the row stays for as long as it is parked. */
async function redriveRows(rows: ParkedRows, only: string, io: Io): Promise<Done[]> {
  const all: Done[] = [];
  for (const one of isReferralId(only) ? await rows.parkedOf(only) : []) {
    all.push(await rows.askAgain(one, io.now().toISOString()));
    await io.out(
      `parked ${one.id} version ${one.version}, since ${one.at}, no message of it was found: ${one.reason}\n`,
    );
  }
  return all;
}

function say(done: readonly Done[], { only }: Which, io: Io): void {
  const count = (what: Done): number => done.filter((one) => one === what).length;
  if (done.length === 0 && only !== undefined) {
    io.say('Nothing that is parked has this id. What was asked for before waits for the sweep, or is dispatched.');
    return;
  }
  const asked = count('asked');
  io.say(
    asked === 0
      ? 'None to be tried again.'
      : `${asked} to be tried again by the sweep, within two minutes. What is impossible still comes back here.`,
  );
  if (count('settled-before') > 0)
    io.say(`${count('settled-before')} had been dealt with before: nothing is left to do.`);
  if (count('names-none') > 0) {
    io.say(`${count('names-none')} left without a referral’s id: there is nothing to try again. The sweep has looked
after what was missed there. See that it runs, then discard the message by its id with --only
(docs/runbooks/parked-records.md).`);
  }
  if (count('not-ours') > 0) io.say(`${count('not-ours')} left: no message of ours.`);
}
