/** The pages on which people choose their e-mails. */
import { partyKinds } from '#src/domain/vocabulary.ts';
import { mailSettingsPath } from '#src/usecases/mail/mail-settings-path.ts';
import type { PageRoute } from '../app/page.ts';
import { forParties, lazyHandlers } from '../app/route-builders.ts';

const settings = lazyHandlers(() => import('./handlers.ts'));
const get = forParties('eMails', 'GET', partyKinds);
const post = forParties('eMails', 'POST', partyKinds);
const postAsHub = forParties('eMails', 'POST', ['authority']);

export const eMailRoutes: readonly PageRoute[] = [
  get(mailSettingsPath, 'Which e-mails each address gets', settings('show')),
  post(mailSettingsPath, 'Choose which e-mails each address gets', settings('save')),
  post(`${mailSettingsPath}/clear`, 'Send e-mails to an address again', settings('clear')),
  postAsHub(`${mailSettingsPath}/retry`, 'Send what could not be sent', settings('retry')),
];
