/** What a page's answer says about how it may be used. Names are lower case, as Headers has them. */

/**
 * Nothing but our own files, no inline script or style, no frame around us.
 * form-action covers redirects too in some browsers: a form is answered by a page of ours,
 * and the way out to another site is a link.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const unused = ['camera', 'geolocation', 'microphone', 'payment', 'usb', 'display-capture', 'browsing-topics'];

/** For every answer of the web function. same-origin, not no-referrer: with that, browsers post `Origin: null`. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'same-origin',
  'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000',
} as const;

/** Besides, for whatever a signed-in person sees: no copy is kept, and no search engine lists it. */
export const privateHeaders = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
} as const;
