import { expect, expectTypeOf, test } from 'vitest';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { DashboardCall, InboxCall, PublicCall, ReferCall, SentCall, TriageCall } from '#src/web/app/page.ts';
import { forAnyone, forParties } from '#src/web/app/route-builders.ts';

const answer: HttpResponse = { status: 200, headers: {} };

test('a group of pages has what it uses, and nothing of the others', () => {
  expectTypeOf<ReferCall['deps']>().toHaveProperty('drafts');
  expectTypeOf<keyof DashboardCall['deps']>().toEqualTypeOf<'cases' | 'counters' | 'cellKey'>();
  expectTypeOf<Extract<keyof SentCall['deps'], 'drafts' | 'counters' | 'sessions' | 'issuers'>>().toBeNever();
  expectTypeOf<Extract<keyof InboxCall['deps'], 'drafts' | 'counters' | 'parseSubmission'>>().toBeNever();
  expectTypeOf<Extract<keyof TriageCall['deps'], 'drafts' | 'counters' | 'parseSubmission'>>().toBeNever();
  expectTypeOf<Extract<keyof PublicCall, 'deps' | 'signInDeps'>>().toBeNever();
});

test('a page that takes the dependencies of another group does not compile', () => {
  const draftPage = async ({ deps, viewer }: ReferCall) => {
    await deps.drafts.list(viewer.user, '');
    return answer;
  };
  const routes = [
    forParties('refer', 'GET', ['police'])('/a', 'Its own', draftPage),
    // @ts-expect-error the inbox has no drafts
    forParties('inbox', 'GET', ['service'])('/b', 'Of another group', draftPage),
    // @ts-expect-error a public page has no dependencies at all
    forAnyone('GET')('/c', 'For everyone', draftPage),
  ];
  expect(routes).toHaveLength(3);
});
