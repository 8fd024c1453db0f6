/** The documentation for those who connect. */
import type { PageRoute } from '../app/page.ts';
import { forAnyone } from '../app/route-builders.ts';
import { docsPaths } from './paths.ts';

const get = forAnyone('GET');

/** @param openApi the OpenAPI document as JSON */
export const docsRoutes = (openApi: string): readonly PageRoute[] => [
  get('/docs', 'The documentation', async (call) => (await import('./list-page.ts')).listPage(call, openApi)),
  get('/docs/calls/{name}', 'One call of the API', async (call) =>
    (await import('./call-page.ts')).callPage(call, openApi),
  ),
  get(docsPaths.errors, 'Every error', async (call) => (await import('./errors-page.ts')).errorsPage(call, openApi)),
  get(docsPaths.start, 'Start in five minutes', async (call) =>
    (await import('./start-page.ts')).startPage(call, openApi),
  ),
  get(docsPaths.tryOut, 'A place to try', async (call) => (await import('./try-page.ts')).tryPage(call)),
  get(docsPaths.ownAccount, 'A service with its own AWS account', async (call) =>
    (await import('./own-account-page.ts')).ownAccountPage(call),
  ),
  get(docsPaths.messages, 'The messages', async (call) => (await import('./messages-page.ts')).messagesPage(call)),
  get(docsPaths.fields, 'The fields of a referral', async (call) =>
    (await import('./fields-page.ts')).fieldsPage(call),
  ),
  get(docsPaths.publishedFigures, 'The file of published figures', async (call) =>
    (await import('./published-figures-page.ts')).publishedFiguresPage(call),
  ),
  get(docsPaths.changes, 'The rules of change', async (call) =>
    (await import('./changes-page.ts')).changesPage(call, openApi),
  ),
];
