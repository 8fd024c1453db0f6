/** Addresses of the documentation's pages. */
export const docsPaths = {
  start: '/docs/start',
  tryOut: '/docs/try',
  ownAccount: '/docs/own-account',
  messages: '/docs/messages',
  errors: '/docs/errors',
  fields: '/docs/fields',
  publishedFigures: '/docs/published-figures',
  changes: '/docs/changes',
} as const;

export const callPath = (operationId: string): string => `/docs/calls/${operationId}`;
export const errorPath = (code: string): string => `${docsPaths.errors}#${code}`;
