import type { CardView } from '../views/item-views.ts';
import { Heart } from './icons.tsx';
import { cachedFor, cachedMarkup } from './markup-cache.ts';
import { dayOfYear, money, type PageText } from './page-text.ts';
import { Picture } from './picture.tsx';

interface Props {
  readonly card: CardView;
  readonly text: PageText;
  /** In view from the start. */
  readonly first?: boolean;
}

/** Two, three or four beside each other. */
const SIZES = '(min-width: 1280px) 286px, (min-width: 960px) 23vw, (min-width: 640px) 31vw, 46vw';

/** A thing on a shelf: the picture leads, then what it is, how it is, what it costs. */
function Card({ card, text: { t }, first = false }: Props) {
  const facts = [card.brand, card.size].filter((fact) => fact !== '').join(' · ');
  return (
    <article className="card" data-item={card.id} data-sold={card.sold ? '' : undefined}>
      <div className="card-picture">
        {card.picture === null ? (
          <span className="no-picture">{t('card.noPicture')}</span>
        ) : (
          <Picture name={card.picture} alt="" sizes={SIZES} first={first} />
        )}
        {card.sold && <span className="sold-mark">{t('card.sold')}</span>}
      </div>
      <h3 className="card-name">
        <a href={card.path}>{card.name}</a>
      </h3>
      <p className="card-facts">{facts}</p>
      <p className="card-condition">{t(`condition.${card.condition}`)}</p>
      <Price card={card} t={t} />
      <button
        type="button"
        className="wish"
        hidden
        data-wish={card.id}
        aria-pressed="false"
        aria-label={t('wish.add', { name: card.name })}
      >
        <Heart />
      </button>
    </article>
  );
}

function Price({ card, t }: { readonly card: CardView; readonly t: PageText['t'] }) {
  const { before, price } = card;
  if (before === null) return <p className="price">{money(price, card)}</p>;
  return (
    <p className="price fallen">
      <span className="said">{t('card.now', { price: money(price, card) })}</span>
      <span aria-hidden="true">{money(price, card)}</span>{' '}
      <span className="said">{t('card.was', { price: money(before.price, card) })}</span>
      <s aria-hidden="true">{money(before.price, card)}</s>{' '}
      <span className="since">
        {t('card.since', { day: dayOfYear(before.since, card.locale) })}
      </span>
    </p>
  );
}

interface ShelfProps {
  readonly cards: readonly CardView[];
  readonly text: PageText;
  /** How many are in view from the start. */
  readonly inView?: number;
}

/** Things beside each other: two on a phone, four on a desktop. */
export function Shelf({ cards, text, inView = 0 }: ShelfProps) {
  const items = cards.map((card, place) => cardItem(card, { text, first: place < inView }));
  return (
    <ul
      className="shelf"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: React drew and escaped it
      dangerouslySetInnerHTML={{ __html: items.join('') }}
    />
  );
}

/** A card as an item of a list, drawn once for all pages that show it. */
export function cardItem(
  card: CardView,
  { text, first }: { readonly text: PageText; readonly first: boolean },
): string {
  const place = `card ${first} ${text.language}`;
  return cachedFor(card, place, () =>
    cachedMarkup(`${place} ${JSON.stringify(card)}`, () => (
      <li>
        <Card card={card} text={text} first={first} />
      </li>
    )),
  );
}
