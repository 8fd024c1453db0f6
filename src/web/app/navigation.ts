/** The menu of each kind of party, as far as the viewer's roles go. */
import type { PartyKind } from '#src/domain/vocabulary.ts';
import { mailSettingsPath } from '#src/usecases/mail/mail-settings-path.ts';
import type { ServiceNavigationItem } from '../components/service-navigation.ts';
import type { Texts } from '../texts/en.ts';
import type { PrivateGroup } from './page.ts';
import { groupRoles, hasRole } from './roles.ts';
import type { Viewer } from './viewer.ts';

type MenuItem = { group: PrivateGroup; name: keyof Texts['site']['navigation']; href: string };

const referrerItems: readonly MenuItem[] = [
  { group: 'refer', name: 'refer', href: '/refer' },
  { group: 'sent', name: 'sent', href: '/sent' },
];
const eMailsItem: MenuItem = { group: 'eMails', name: 'eMails', href: mailSettingsPath };
const teamItem: MenuItem = { group: 'team', name: 'team', href: '/team' };
const menus: Readonly<Record<PartyKind, readonly MenuItem[]>> = {
  police: referrerItems,
  statutory: referrerItems,
  voluntary: referrerItems,
  service: [{ group: 'inbox', name: 'inbox', href: '/inbox' }],
  authority: [
    { group: 'triage', name: 'triage', href: '/triage' },
    { group: 'dashboard', name: 'dashboard', href: '/dashboard' },
  ],
};

const menuOf = (viewer: Pick<Viewer, 'party' | 'roles'>): MenuItem[] =>
  [...menus[viewer.party.kind], teamItem, eMailsItem].filter(({ group }) => hasRole(viewer, groupRoles[group]));

/** The viewer's first page; that of everybody for who has no role at all. */
export const homePath = (viewer: Pick<Viewer, 'party' | 'roles'>): string => menuOf(viewer)[0]?.href ?? '/';

/** @param currentPath the page's path; marks the menu item it lies under as the current section */
export function navigationFor(viewer: Viewer, texts: Texts, currentPath: string): ServiceNavigationItem[] {
  const words = texts.site.navigation;
  const items = [
    ...menuOf(viewer).map(({ name, href }) => ({ text: words[name], href })),
    { text: texts.site.signOut, href: '/sign-out' },
  ];
  return items.map((item) =>
    currentPath === item.href || currentPath.startsWith(`${item.href}/`) ? { ...item, active: true } : item,
  );
}
