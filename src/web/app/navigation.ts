/** The menu of each kind of party. */

import type { PartyKind } from '#src/domain/vocabulary.ts';
import { mailSettingsPath } from '#src/usecases/mail-settings.ts';
import type { ServiceNavigationItem } from '../components/service-navigation.ts';
import type { Texts } from '../texts/en.ts';

/** The first page of each kind of party. */
export const homePaths: Record<PartyKind, string> = {
  police: '/refer',
  statutory: '/refer',
  voluntary: '/refer',
  service: '/inbox',
  authority: '/triage',
};

/** @param currentPath the page's path; marks the menu item it lies under as the current section */
export function navigationFor(kind: PartyKind, texts: Texts, currentPath: string): ServiceNavigationItem[] {
  const words = texts.site.navigation;
  const byKind: Record<PartyKind, ServiceNavigationItem[]> = {
    police: referrerItems(texts),
    statutory: referrerItems(texts),
    voluntary: referrerItems(texts),
    service: [{ text: words.inbox, href: '/inbox' }],
    authority: [
      { text: words.triage, href: '/triage' },
      { text: words.dashboard, href: '/dashboard' },
    ],
  };
  const items = [
    ...byKind[kind],
    { text: words.eMails, href: mailSettingsPath },
    { text: texts.site.signOut, href: '/sign-out' },
  ];
  return items.map((item) =>
    currentPath === item.href || currentPath.startsWith(`${item.href}/`) ? { ...item, active: true } : item,
  );
}

const referrerItems = ({ site }: Texts): ServiceNavigationItem[] => [
  { text: site.navigation.refer, href: '/refer' },
  { text: site.navigation.sent, href: '/sent' },
];
