import type { PictureWidth } from '@second-chance/shared/catalogue/picture-address.ts';
import { type ItemView, wordsOfPicture } from '../views/item-views.ts';
import type { ItemPageView } from '../views/page-view.ts';
import { Shelf } from './card.tsx';
import { addressLines } from './frame.tsx';
import { HoursToday } from './hours.tsx';
import { Heart } from './icons.tsx';
import { mapAddress } from './map-address.ts';
import { cachedMarkup } from './markup-cache.ts';
import { clockTime, money, type PageText, shortDay } from './page-text.ts';
import { Picture } from './picture.tsx';
import { Trail } from './trail.tsx';

interface Props {
  readonly view: ItemPageView;
  readonly text: PageText;
}

const GALLERY_WIDTHS: readonly PictureWidth[] = [320, 480, 640, 960, 1_280, 1_600];

/** A thing: its pictures, what it is and how it is, what it costs, where it can be seen. */
export function ItemPage({ view, text }: Props) {
  const { item, similar } = view;
  const { t } = text;
  return (
    <>
      <Trail trail={item.trail} here={item.name} text={text} />
      {item.sold && (
        <div className="gone">
          <h1>{t('gone.title')}</h1>
          <p>{t(similar.length > 0 ? 'gone.text' : 'gone.none', { name: item.name })}</p>
        </div>
      )}
      {item.sold && similar.length > 0 && (
        <section aria-label={t('item.similar')}>
          <h2 className="said">{t('item.similar')}</h2>
          <Shelf cards={similar} text={text} inView={4} />
        </section>
      )}
      <article className={item.sold ? 'item sold' : 'item'}>
        <Gallery item={item} text={text} />
        <div className="item-words">
          {item.sold ? <h2>{item.name}</h2> : <h1>{item.name}</h1>}
          {item.brand !== '' && <p className="item-brand">{item.brand}</p>}
          {!item.sold && <Prices view={view} text={text} />}
          {!item.sold && <Availability view={view} text={text} />}
          <Condition item={item} text={text} />
          {item.description !== '' && <Paragraphs words={item.description} />}
          <Details item={item} text={text} />
        </div>
      </article>
      {!item.sold && similar.length > 0 && (
        <section aria-labelledby="similar">
          <div className="section-head">
            <h2 id="similar">{t('item.similar')}</h2>
          </div>
          <Shelf cards={similar} text={text} />
        </section>
      )}
    </>
  );
}

function Gallery({ item, text: { t } }: { readonly item: ItemView; readonly text: PageText }) {
  const { pictures, name } = item;
  const count = pictures.length;
  if (count === 0) {
    return (
      <div className="gallery">
        <div className="card-picture">
          <span className="no-picture">{t('card.noPicture')}</span>
        </div>
      </div>
    );
  }
  const alt = (picture: string, place: number) =>
    wordsOfPicture(item, picture) ??
    (count === 1 ? name : `${name}, ${t('item.photo', { number: place + 1, count })}`);
  return (
    <div className="gallery">
      <section
        className="gallery-strip"
        aria-label={t('item.photos', { name })}
        tabIndex={count > 1 ? 0 : -1}
      >
        {pictures.map((picture, place) => (
          <figure key={picture} id={`photo-${place + 1}`} className="card-picture">
            <Picture
              name={picture}
              alt={alt(picture, place)}
              sizes="(min-width: 960px) 560px, 100vw"
              widths={GALLERY_WIDTHS}
              first={place === 0}
            />
          </figure>
        ))}
      </section>
      {count > 1 && (
        <ul className="thumbs">
          {pictures.map((picture, place) => (
            <li key={picture}>
              <a
                href={`#photo-${place + 1}`}
                aria-label={t('item.photo', { number: place + 1, count })}
              >
                <Picture name={picture} alt="" sizes="72px" widths={[160]} />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Prices({ view: { item, store }, text: { t } }: Props) {
  const { before, prices } = item;
  return (
    <div className="item-price">
      <p className="price">
        <span className="said">{t('item.priceNow')} </span>
        {money(item.price, item)}{' '}
        <span className="tax">{t(store.pricesIncludeTax ? 'item.withTax' : 'item.noTax')}</span>
      </p>
      {before !== null && (
        <p className="price-was">
          {t('item.priceWas', {
            price: money(before.price, item),
            day: shortDay(before.until, item.locale),
          })}
        </p>
      )}
      {prices.length > 2 && (
        <details className="price-history">
          <summary>{t('item.priceHistory')}</summary>
          <ol>
            {prices.map(({ price, since }) => (
              <li key={since ?? ''}>
                <span className="amount">{money(price, item)}</span>{' '}
                {since === null
                  ? t('item.priceFirst')
                  : t('item.priceSince', { day: shortDay(since, item.locale) })}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

/** Whether it is there, where, and as of when; a page that stays open hears of its sale. */
function Availability({ view, text }: Props) {
  const { item, store, asOf, livePath, frame } = view;
  const { t } = text;
  return (
    <section className="availability" aria-labelledby="visit">
      <p className="available">
        <strong>
          {t('item.available', {
            count: t(item.kind === 'unique' ? 'item.one' : 'item.several'),
            store: store.name,
          })}
        </strong>{' '}
        <span className="quiet">{t('item.asOf', { time: clockTime(asOf, store) })}</span>
      </p>
      <p
        className="live"
        role="status"
        hidden
        data-live={livePath}
        data-zone={store.timeZone}
        data-sold={t('item.soldNow', { time: '{{time}}' })}
        data-back={t('item.backNow', { time: '{{time}}' })}
      />
      <h2 id="visit">{t('item.visit')}</h2>
      <p>
        <a href={store.path}>{store.name}</a>, {addressLines(store).join(', ')}
      </p>
      <HoursToday store={store} text={text} />
      <p className="ways-to-it">
        <button
          type="button"
          className="button main wish-wide"
          hidden
          data-wish={item.id}
          aria-pressed="false"
          data-on={t('item.wished')}
          data-off={t('item.wish')}
        >
          <Heart /> <span data-wish-label>{t('item.wish')}</span>
        </button>
        {store.phone !== '' && (
          <a className="button" href={`tel:${store.phone.replaceAll(/[^+0-9]/g, '')}`}>
            {t('item.call', { phone: store.phone })}
          </a>
        )}
        <a
          className="button"
          href={mapAddress(store)}
          rel="noopener noreferrer"
          lang={frame.language}
        >
          {t('item.map')}
        </a>
      </p>
      {/* Where the cart and the checkout will stand. */}
      <p className="quiet small">{t('item.notOnline')}</p>
    </section>
  );
}

function Condition({ item, text }: { readonly item: ItemView; readonly text: PageText }) {
  const words = <ConditionWords condition={item.condition} defects={item.defects} text={text} />;
  const place = { className: 'condition', 'aria-labelledby': 'condition' };
  if (item.defects !== '') return <section {...place}>{words}</section>;
  // The same words on many pages, drawn once.
  const markup = cachedMarkup(`condition ${text.language} ${item.condition}`, () => words);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React drew and escaped it
  return <section {...place} dangerouslySetInnerHTML={{ __html: markup }} />;
}

interface ConditionProps extends Pick<ItemView, 'condition' | 'defects'> {
  readonly text: PageText;
}

function ConditionWords({ condition, defects, text: { t } }: ConditionProps) {
  return (
    <>
      <h2 id="condition">{t('item.condition')}</h2>
      <p>
        <strong>{t(`condition.${condition}`)}.</strong> {t(`condition.${condition}.means`)}
      </p>
      {defects === '' ? (
        <p className="quiet">{t('item.noDefects')}</p>
      ) : (
        <>
          <h3>{t('item.defects')}</h3>
          <Paragraphs words={defects} />
        </>
      )}
    </>
  );
}

function Details({ item, text: { t } }: { readonly item: ItemView; readonly text: PageText }) {
  const facts = [
    [t('item.brand'), item.brand],
    [t('item.size'), item.size],
    [t('item.colour'), item.colour],
    [t('item.sku'), item.sku],
    [t('item.listed'), shortDay(item.listedOn, item.locale)],
  ] as const;
  return (
    <section aria-labelledby="details">
      <h2 id="details">{t('item.details')}</h2>
      <dl className="facts">
        {facts
          .filter(([, fact]) => fact !== '')
          .map(([name, fact]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** Words as they were typed, a paragraph for each line. */
export function Paragraphs({ words }: { readonly words: string }) {
  const lines = words.split(/\n+/).filter((line) => line.trim() !== '');
  // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand in two lines
  return lines.map((line, place) => <p key={place}>{line}</p>);
}
