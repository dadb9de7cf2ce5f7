/**
 * Where one server has several organizations, the address of the admin web names the one that is
 * meant (`/admin?organization=SLUG`) until somebody is signed in; then the session knows.
 */
const named = new URLSearchParams(window.location.search).get('organization');

export function organizationOfAddress(): string | null {
  return named;
}
