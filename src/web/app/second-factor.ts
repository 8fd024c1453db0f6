/** Whether somebody has proved well enough who they are, by for whom they act. */
import type { Party } from '#src/domain/area.ts';
import type { Identity, SignInIssuer } from '#src/usecases/ports/web.ts';

/**
 * Why a person may not come in. Whoever acts for the authority may see every case, and needs two factors. A token that names one alone is
 * refused whatever its issuer demands; where a token says nothing of it, the issuer must be one that demands a second.
 */
export function findFactorFault(
  { kind }: Pick<Party, 'kind'>,
  { hasSecondFactor }: Pick<Identity, 'hasSecondFactor'>,
  { requiresSecondFactor }: Pick<SignInIssuer, 'requiresSecondFactor'>,
): 'one-factor' | 'factors-not-said' | undefined {
  if (kind !== 'authority' || hasSecondFactor === true) return undefined;
  if (hasSecondFactor === false) return 'one-factor';
  return requiresSecondFactor ? undefined : 'factors-not-said';
}
