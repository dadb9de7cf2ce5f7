/** What the demo shop tells visitors of its store. */
import {
  type StoreProfile,
  storeProfileSchema,
} from '@second-chance/shared/documents/store-profile.ts';
import { DEMO_STORE } from './demo-shop.ts';

const WEEKDAY = [{ opens: 600, closes: 1_080 }];
const LATE = [{ opens: 600, closes: 1_200 }];

export const DEMO_PROFILE: StoreProfile = storeProfileSchema.parse({
  storeId: DEMO_STORE,
  street: '12 Main Street',
  postalCode: 'H91 DEMO',
  town: 'Galway',
  country: 'IE',
  phone: '+353 91 555 0112',
  email: 'hello@second-chance.example',
  place: { latitude: 53.2719, longitude: -9.0489 },
  hours: [[], WEEKDAY, WEEKDAY, WEEKDAY, LATE, [{ opens: 600, closes: 1_020 }], []],
  specialDays: [],
  about: {
    en: [
      'We have been finding new homes for good things since 2011: coats that have winters left in them, books that want reading again, lamps that only needed a new wire.',
      'Everything is looked at by two pairs of eyes before it goes on a shelf. What is wrong with it stands on its label, and here.',
      'Bring us what you no longer need on Tuesdays and Wednesdays. We pay fairly, or give what you choose to the shelter next door.',
    ].join('\n\n'),
    de: [
      'Seit 2011 suchen wir guten Dingen ein neues Zuhause: Mänteln, die noch einige Winter vor sich haben, Büchern, die wieder gelesen werden wollen, Lampen, denen nur ein Kabel fehlte.',
      'Jedes Stück sehen sich zwei Augenpaare an, bevor es ins Regal kommt. Was daran nicht stimmt, steht auf dem Etikett und hier.',
      'Dienstags und mittwochs nehmen wir an, was ihr nicht mehr braucht. Wir zahlen fair oder geben es auf Wunsch ans Haus nebenan.',
    ].join('\n\n'),
  },
});
