/**
 * What a pay page may do. Stripe's script, frames and API are allowed on pages that need them alone;
 * everything else of the server keeps its own policy.
 * Source: docs.stripe.com/security/guide, "Content security policy".
 */
const STRIPE_SCRIPTS = 'https://js.stripe.com https://*.js.stripe.com';

export function payPolicy({ stripe }: { readonly stripe: boolean }): string {
  const allow = (own: string, theirs: string) => (stripe ? `${own} ${theirs}` : own);
  return [
    "default-src 'none'",
    allow("script-src 'self'", STRIPE_SCRIPTS),
    ...(stripe ? [`frame-src ${STRIPE_SCRIPTS} https://hooks.stripe.com`] : []),
    allow("connect-src 'self'", 'https://api.stripe.com'),
    allow("img-src 'self' data:", 'https://*.stripe.com'),
    "style-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
