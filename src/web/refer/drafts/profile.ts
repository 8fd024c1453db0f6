/** What people asked us to remember about themselves for the next referral: their answers of one page, sealed. */
import * as z from 'zod';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { profilePlace } from '#src/usecases/ports/seals.ts';
import type { Drafts } from '#src/usecases/ports/web.ts';
import type { ReferCall } from '../../app/page.ts';

/** By input, as entered. */
export const answersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
export type Answers = z.output<typeof answersSchema>;

interface ProfileDeps {
  drafts: Pick<Drafts, 'findProfile'>;
  keys: Pick<Keys, 'open'>;
}

export async function readRemembered(deps: ProfileDeps, user: string, now: Date): Promise<Answers> {
  const sealedAnswers = await deps.drafts.findProfile(user, now.toISOString());
  return sealedAnswers ? answersSchema.parse(JSON.parse(deps.keys.open(profilePlace(user), sealedAnswers))) : {};
}

/** Stores the user's own details for the next referral, or removes them. */
export async function rememberAnswers({ deps, viewer, now }: ReferCall, answers: Answers): Promise<void> {
  const { user } = viewer;
  const wantsRemembering = answers.remember === 'yes';
  if (!wantsRemembering && Object.keys(await readRemembered(deps, user, now)).length === 0) return;
  const text = JSON.stringify(wantsRemembering ? answers : {});
  await deps.drafts.saveProfile(user, deps.keys.seal(profilePlace(user), text), now.toISOString());
}
