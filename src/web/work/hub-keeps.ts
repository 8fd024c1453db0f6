/** Handles triage's forms for erasure and legal hold. */
import type { KeepingRefused } from '#src/domain/case/keeping.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { erasureReasons } from '#src/domain/vocabulary.ts';
import type { Reply } from '#src/platform/exchange.ts';
import { askErasureForHub, holdForHub, type Kept, liftHoldForHub } from '#src/usecases/keeping.ts';
import type { PrivateCall } from '../app/page.ts';
import { type FormError, typedAs } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';
import { show } from './hub.ts';
import { actOn } from './hub-block.ts';
import { mostHoldReason } from './hub-keeping.ts';
import { one } from './inbox-actions.ts';
import { textErrors } from './required-text.ts';

export async function erase(call: PrivateCall): Promise<Reply> {
  const reason = one(erasureReasons, typedAs(call.form, 'erasure-reason'));
  const missing = { field: 'erasure-reason', text: call.site.texts.work.keeping.eraseMissing };
  return decide(call, 'erase', reason ? [] : [missing], (id) =>
    askErasureForHub(call.deps, call.viewer.party.id, id, reason ?? 'asked-by-person'),
  );
}

export async function hold(call: PrivateCall): Promise<Reply> {
  const reason = typedAs(call.form, 'hold-reason').trim();
  const { holdMissing: missing, holdWhat: what } = call.site.texts.work.keeping;
  const said = { field: 'hold-reason', typed: reason, most: mostHoldReason, missing, what };
  const errors = textErrors(call.site.texts, said);
  return decide(call, 'hold', errors, (id) => holdForHub(call.deps, call.viewer.party.id, id, reason));
}

export const lift = (call: PrivateCall): Promise<Reply> =>
  decide(call, 'lift', [], (id) => liftHoldForHub(call.deps, call.viewer.party.id, id));

const decide = (
  call: PrivateCall,
  tried: string,
  errors: FormError[],
  work: (id: ReferralId) => Promise<Kept>,
): Promise<Reply> =>
  actOn(call, { tried, errors, work, show }, (done) =>
    'refused' in done ? refusal(call.site.texts, done.refused) : undefined,
  );

function refusal({ work }: Texts, refused: KeepingRefused): string {
  if ('open' in refused) return work.keeping.stillOpen;
  return 'onHold' in refused ? work.keeping.onHold : work.keeping.gone;
}
