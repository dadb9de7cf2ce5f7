import type { OrganizationId } from '@second-chance/shared/ids.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';

/** A word of a search, as the shop's index has words. */
export interface FoundTerm {
  readonly word: string;
  /** By the English and the German stemmer. */
  readonly stems: readonly string[];
  /** Whether a word of a thing that is or was on sale begins with it. */
  readonly known: boolean;
  /** Words that look alike; empty where it is known, unless asked for. */
  readonly similar: readonly string[];
}

/** Words more than these are not looked at. */
const WORDS_MAX = 8;

/** Takes a search apart. `anyway`: looks for similar words also where a word is known. */
export async function findTerms(
  db: Kysely<Database>,
  { organizationId, text, anyway }: TermQuery,
): Promise<{ readonly terms: readonly FoundTerm[]; readonly code: string }> {
  const { rows } = await sql<FoundTerm & { readonly code: string }>`
    select g.word, k.known, shop_code(${text}) as code,
      coalesce(ts_lexize('english_stem', g.word) || ts_lexize('german_stem', g.word), '{}') as stems,
      case when k.known and not ${anyway} then '{}'
        else shop_similar(${organizationId}, g.word) end as similar
    from (
      select word, min(place) as place
      from regexp_split_to_table(shop_fold(${text}), '[[:space:][:punct:][:cntrl:]]+') with ordinality as s (word, place)
      where word <> '' group by word order by 2 limit ${WORDS_MAX}) g
    cross join lateral (
      select exists (
        select from shop_word v where v.organization_id = ${organizationId}
          and v.word >= g.word collate "C" and v.word < (g.word || U&'\\+10FFFF') collate "C"
      ) as known) k
    order by g.place`.execute(db);
  return { terms: rows, code: rows[0]?.code ?? text.trim().toLowerCase() };
}

export interface TermQuery {
  readonly organizationId: OrganizationId;
  readonly text: string;
  readonly anyway: boolean;
}
