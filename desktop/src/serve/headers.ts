/** Headers of every answer. Scripts and styles come from the till's own files alone. */
export function securityHeaders(): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "media-src 'self' data:",
      "connect-src 'self'",
      "manifest-src 'self'",
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=()',
  };
}

/** The page of the frame that drives a card reader; the only one that may load from Stripe. */
export const READER_PAGE = '/reader/index.html';

/**
 * What that page may do besides: Stripe's script and its API, and the reader itself, which answers in
 * the local network under a name of Stripe's.
 * Source: docs.stripe.com/terminal/network-requirements.
 */
export function readerHeaders(): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self' https://js.stripe.com",
      'connect-src https://*.stripe.com https://*.device.stripe-terminal-local-reader.net:*',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    'x-frame-options': 'SAMEORIGIN',
  };
}

/** A picture is only ever a picture: opened by itself it can neither script nor reach anything. */
export const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
