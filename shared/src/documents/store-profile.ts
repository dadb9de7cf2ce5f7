/** What visitors of the public shop are told of a store: where it is, when it is open, who it is. */
import { z } from 'zod';
import { idSchema, type StoreId } from '../ids.ts';
import { textSchema } from '../text/text-schema.ts';
import { businessDaySchema } from '../time/time.ts';

/** Minutes after local midnight; `closes` may be 1,440 and is after `opens`. */
const openingSchema = z
  .strictObject({
    opens: z.int().min(0).max(1_439),
    closes: z.int().min(1).max(1_440),
  })
  .refine(({ opens, closes }) => opens < closes, { error: 'must close after it opens' });

export const storeProfileFields = {
  street: textSchema({ max: 120 }),
  postalCode: textSchema({ max: 20 }),
  town: textSchema({ max: 80 }),
  /** ISO 3166-1 alpha-2, or empty. */
  country: z.string().regex(/^(?:[A-Z]{2})?$/),
  phone: z.string().regex(/^(?:\+?[0-9 ()/-]{4,30})?$/),
  email: z.union([z.literal(''), z.email().max(200)]),
  /** Degrees north and east, for the link to a map. */
  place: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
    })
    .nullable(),
  /** Seven days from Monday; a day may have several openings, ascending. */
  hours: z.array(z.array(openingSchema).max(4)).length(7),
  /** Days that are unlike others of their weekday; without openings it is closed. */
  specialDays: z
    .array(
      z.strictObject({
        day: businessDaySchema,
        openings: z.array(openingSchema).max(4),
        note: textSchema({ max: 120 }),
      }),
    )
    .max(60),
  /** A few paragraphs by language; one that is empty is shown in another language. */
  about: z.strictObject({ en: textSchema({ max: 3_000 }), de: textSchema({ max: 3_000 }) }),
} as const;

export const storeProfileSchema = z.strictObject({
  storeId: idSchema<'Store'>() as z.ZodType<StoreId, StoreId>,
  ...storeProfileFields,
});
export type StoreProfile = z.infer<typeof storeProfileSchema>;
export type Opening = z.infer<typeof openingSchema>;

/** The profile of a store that nobody has described yet. */
export function emptyProfile(storeId: StoreId): StoreProfile {
  return {
    storeId,
    street: '',
    postalCode: '',
    town: '',
    country: '',
    phone: '',
    email: '',
    place: null,
    hours: [[], [], [], [], [], [], []],
    specialDays: [],
    about: { en: '', de: '' },
  };
}
