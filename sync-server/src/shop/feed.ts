/** The feed of new things (Atom, RFC 4287). Pure. */
import { pictureAddress } from '@second-chance/shared/catalogue/picture-address.ts';
import { formatAmount } from '@second-chance/shared/money/format-amount.ts';
import { shopText } from '@second-chance/shared/text/shop-messages.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { ShopRow } from './hit-repository.ts';
import { cardViews, type Viewing } from './item-view.ts';
import { xml } from './xml.ts';

export interface FeedInput {
  readonly rows: readonly (ShopRow & { readonly changedAt: EpochMs })[];
  readonly viewing: Viewing;
  readonly origin: string;
}

export function feedOfNewItems({ rows, viewing, origin }: FeedInput): string {
  const { frame, language } = viewing;
  const t = shopText(language);
  const home = `${origin}/${language}/`;
  const updated = Math.max(0, ...rows.map(({ changedAt }) => changedAt));
  const entries = rows.flatMap((row) =>
    cardViews([row], viewing).map((card) => {
      const price = formatAmount(card.price, card);
      const facts = [
        card.brand,
        card.size,
        t(`condition.${card.condition}`),
        price,
        card.storeName,
      ];
      const picture =
        card.picture === null
          ? ''
          : `<link rel="enclosure" type="image/webp" href="${xml(origin + pictureAddress(card.picture, 640, 'webp'))}"/>`;
      return [
        '<entry>',
        `<id>urn:uuid:${card.id}</id>`,
        `<title>${xml(`${card.name} · ${price}`)}</title>`,
        `<link href="${xml(origin + card.path)}"/>`,
        picture,
        `<published>${row.document.listedOn}T00:00:00Z</published>`,
        `<updated>${new Date(row.changedAt).toISOString()}</updated>`,
        `<summary>${xml(facts.filter(Boolean).join(' · '))}</summary>`,
        '</entry>',
      ].join('');
    }),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<id>${xml(home)}</id>`,
    `<title>${xml(t('feed.title', { shop: frame.name }))}</title>`,
    `<updated>${new Date(updated).toISOString()}</updated>`,
    `<link rel="self" href="${xml(`${home}feed.xml`)}"/>`,
    `<link href="${xml(home)}"/>`,
    `<author><name>${xml(frame.name)}</name></author>`,
    ...entries,
    '</feed>\n',
  ].join('\n');
}
