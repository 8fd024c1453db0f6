/** The menu of each kind of party. */
import type { PartyKind } from '#src/domain/vocabulary.ts';
import type { ServiceNavigationItem } from '../components/service-navigation.ts';
import type { Texts } from '../texts/en.ts';

/** The first page of each kind of party. */
export const homes: Record<PartyKind, string> = {
  police: '/refer',
  statutory: '/refer',
  voluntary: '/refer',
  service: '/inbox',
  authority: '/triage',
};

/** @param currentPath the page's path; marks the menu item it lies under as the current section */
export function navigationFor(kind: PartyKind, texts: Texts, at: string): ServiceNavigationItem[] {
  const words = texts.site.navigation;
  const byKind: Record<PartyKind, ServiceNavigationItem[]> = {
    police: referring(texts),
    statutory: referring(texts),
    voluntary: referring(texts),
    service: [{ text: words.inbox, href: '/inbox' }],
    authority: [
      { text: words.triage, href: '/triage' },
      { text: words.dashboard, href: '/dashboard' },
    ],
  };
  const items = [...byKind[kind], { text: texts.site.signOut, href: '/sign-out' }];
  return items.map((item) => (at === item.href || at.startsWith(`${item.href}/`) ? { ...item, active: true } : item));
}

const referring = ({ site }: Texts): ServiceNavigationItem[] => [
  { text: site.navigation.refer, href: '/refer' },
  { text: site.navigation.sent, href: '/sent' },
];
