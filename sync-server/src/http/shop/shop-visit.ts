/** Which organization's shop a request is for, and in which language. */
import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { LANGUAGES, type Language } from '@second-chance/shared/text/messages.ts';
import type { Request } from 'express';
import { onlyOrganization, organizationBySlug } from '../../accounts/organization-repository.ts';
import type { Visit } from '../../shop/shop-pages.ts';
import type { ServerDeps } from '../deps.ts';

export type FindVisit = (req: Request) => Promise<Visit | null>;

const SLUG = /^[a-z0-9-]{1,40}$/;
/** Which organizations there are hardly changes. */
const KEPT_MS = 10_000;

/**
 * The organization is the one that a proxy names in `x-organization`, else the server's default, else
 * the only one. Null where there is none such, or the path begins with no language of the shop.
 */
export function shopVisits({ db, clock, defaultOrganization }: ServerDeps): FindVisit {
  const known = new Map<string, { readonly id: OrganizationId | null; readonly at: number }>();
  return async (req) => {
    const language = languageIn(req.path);
    const slug = req.get('x-organization') ?? defaultOrganization;
    if (language === null || (slug !== null && !SLUG.test(slug))) return null;
    const now = clock();
    let found = known.get(slug ?? '');
    if (found === undefined || now - found.at > KEPT_MS) {
      const id = slug === null ? await onlyOrganization(db) : await organizationBySlug(db, slug);
      found = { id, at: now };
      // Only what exists is kept: strangers can name as many as they like.
      if (id !== null) known.set(slug ?? '', found);
    }
    if (found.id === null) return null;
    return { organizationId: found.id, language, origin: originOf(req) };
  };
}

/** The first part of a path, where it is a language of the shop. */
export function languageIn(path: string): Language | null {
  const first = path.split('/', 2)[1];
  return LANGUAGES.find((language) => language === first) ?? null;
}

/** The language that a browser asks for first among those of the shop. */
export function wantedLanguage(req: Request): Language {
  const wanted = req.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === wanted) ?? 'en';
}

export function originOf(req: Request): string {
  return `${req.protocol}://${req.host}`;
}
