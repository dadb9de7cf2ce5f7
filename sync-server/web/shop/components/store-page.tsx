import type { StorePageView } from '../views/page-view.ts';
import { Shelf } from './card.tsx';
import { addressLines } from './frame.tsx';
import { Hours } from './hours.tsx';
import { Paragraphs } from './item-page.tsx';
import { mapAddress } from './map-address.ts';
import type { PageText } from './page-text.ts';

interface Props {
  readonly view: StorePageView;
  readonly text: PageText;
}

/** A store: where it is, when it is open, who it is, what is new there. */
export function StorePage({ view: { frame, store, newest }, text }: Props) {
  const { t } = text;
  return (
    <>
      <h1 className="store-name">{store.name}</h1>
      <div className="store">
        <section aria-labelledby="address">
          <h2 id="address">{t('store.address')}</h2>
          <address>
            {addressLines(store).map((line) => (
              <span key={line} className="line">
                {line}
              </span>
            ))}
          </address>
          <p>
            <a className="button" href={mapAddress(store)} rel="noopener noreferrer">
              {t('store.map')}
            </a>
          </p>
          {(store.phone !== '' || store.email !== '') && (
            <>
              <h3>{t('store.contact')}</h3>
              {store.phone !== '' && (
                <p>
                  <a href={`tel:${store.phone.replaceAll(/[^+0-9]/g, '')}`}>{store.phone}</a>
                </p>
              )}
              {store.email !== '' && (
                <p>
                  <a href={`mailto:${store.email}`}>{store.email}</a>
                </p>
              )}
            </>
          )}
        </section>
        <section aria-labelledby="hours">
          <h2 id="hours">{t('store.hours')}</h2>
          <Hours store={store} text={text} />
        </section>
        {store.about !== '' && (
          <section className="store-about" aria-labelledby="about">
            <h2 id="about">{t('store.about')}</h2>
            <Paragraphs words={store.about} />
          </section>
        )}
      </div>
      {newest.length > 0 && (
        <section aria-labelledby="newest">
          <div className="section-head">
            <h2 id="newest">{t('store.newest', { store: store.name })}</h2>
            <a href={`/${frame.language}/search?store=${store.id}`}>
              {t('store.all', { store: store.name })}
            </a>
          </div>
          <Shelf cards={newest} text={text} />
        </section>
      )}
    </>
  );
}
