/** Handles the form with which triage hands a case to a service. */
import { describeReasons } from '#src/domain/routing/reasons.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { type RouteResult, routeAsTriage } from '#src/usecases/triage/triage.ts';
import type { TriageCall } from '../app/page.ts';
import { decisionRoles, hasRole } from '../app/roles.ts';
import { findValue } from '../form/choices.ts';
import { type FormError, firstValue } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';
import { optionalTextErrors, readText, textErrors } from '../work/required-text.ts';
import { backToList } from './done.ts';
import { checkAnswer, checkAnswers, routeCheckPage } from './route-check.ts';
import { maxRouteText, nobodysPlace } from './route-section.ts';
import { show } from './triage.ts';
import { performAction } from './triage-form.ts';

export async function route(call: TriageCall): Promise<HttpResponse> {
  const { texts } = call.site;
  const words = texts.work.route;
  const service = firstValue(call.form, 'service');
  const place = firstValue(call.form, 'instead');
  const reason = firstValue(call.form, 'reason').trim();
  const override = readText(call.form, 'override');
  const answer = findValue(checkAnswers, firstValue(call.form, checkAnswer));
  if (answer === 'change') return show(call, { values: call.form, errors: [], formName: 'route' });
  const isPlaceMissing = firstValue(call.form, 'asks-place') !== '' && place === '';
  const errors: FormError[] = [
    ...(service === '' ? [{ field: 'service', text: words.serviceMissing }] : []),
    ...(isPlaceMissing ? [{ field: 'instead', text: words.placeMissing }] : []),
    ...textErrors(texts, {
      field: 'reason',
      value: reason,
      maxLength: maxRouteText,
      missing: words.whyMissing,
      what: words.whyWhat,
    }),
    ...optionalTextErrors(texts, {
      field: 'override',
      value: override,
      maxLength: maxRouteText,
      what: words.overrideWhat,
    }),
    ...(override === '' || hasRole(call.viewer, decisionRoles)
      ? []
      : [{ field: 'override', text: words.overrideRole }]),
  ];
  const instruction = {
    service,
    reason,
    // Only once it was looked at again: without it a service that cannot take the case is refused, with the reasons.
    ...(override !== '' && answer === 'confirmed' && { override }),
    ...(place !== '' && { instead: place === nobodysPlace ? null : place }),
  };
  return performAction(
    call,
    {
      formName: 'route',
      errors,
      perform: (id) => routeAsTriage(call.deps, call.viewer.party.id, id, instruction),
      show,
      done: (id) => backToList(call, 'routed', id),
    },
    (result, id) => {
      if ('routeFault' in result && result.routeFault.code === 'service-not-eligible' && override !== '')
        return routeCheckPage(call, id, result.routeFault.because);
      if (!('referralCase' in result)) return describeRefusal(texts, result);
      if (result.deferred > 0) call.deps.log.warn('hand-off-send-failed', { referralId: id, count: result.deferred });
      return undefined;
    },
  );
}

function describeRefusal({ work }: Texts, result: RouteResult): string | FormError[] {
  if ('unknownService' in result) return [{ field: 'service', text: work.route.serviceMissing }];
  if (!('routeFault' in result)) return work.handOff.conflict;
  switch (result.routeFault.code) {
    case 'no-safe-contact':
      return work.route.noSafeContact;
    case 'service-not-eligible':
      return [{ field: 'override', text: work.route.overrideMissing(describeReasons(result.routeFault.because)) }];
    case 'not-with-service':
      return [{ field: 'instead', text: work.route.placeGone }];
    default:
      return result.routeFault satisfies never;
  }
}
