/** TypeScript types of the OpenAPI document, as openapi-typescript makes them for whoever connects. */
import { registerHooks } from 'node:module';

export async function printDocumentTypes(document: object): Promise<string> {
  // It builds its output with the programming interface of TypeScript 5, which TypeScript 7 does not have.
  const hooks = registerHooks({
    resolve: (specifier, context, next) => next(specifier === 'typescript' ? 'typescript-5' : specifier, context),
  });
  try {
    const { default: openapiTypes, astToString } = await import('openapi-typescript');
    return astToString(await openapiTypes(JSON.stringify(document)));
  } finally {
    hooks.deregister();
  }
}
