/** Response headers of the pages, by lower-case name. */
import { transportHeaders } from '#src/platform/http-message.ts';

/**
 * Allows only our own files: no inline script or style, no framing.
 * Some browsers apply form-action to redirects as well, so a form never redirects to another site; links do that.
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

const disabledFeatures = [
  'camera',
  'geolocation',
  'microphone',
  'payment',
  'usb',
  'display-capture',
  'browsing-topics',
];

/** For every response of the web function. `no-referrer` would make browsers post `Origin: null`, hence `same-origin`. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'same-origin',
  'permissions-policy': disabledFeatures.map((feature) => `${feature}=()`).join(', '),
  ...transportHeaders,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Added to every page, so that no cache stores it and no search engine lists it. */
export const privateHeaders = {
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
} as const;
