import type { HomeView } from '../views/page-view.ts';
import { Shelf } from './card.tsx';
import { addressLines } from './frame.tsx';
import { HoursToday } from './hours.tsx';
import type { PageText } from './page-text.ts';
import { Picture } from './picture.tsx';

interface Props {
  readonly view: HomeView;
  readonly text: PageText;
}

/** The door of the shop: what is new, what fell in price, where things are, where to come. */
export function HomePage({ view, text }: Props) {
  const { frame, newest, reduced, categories, count } = view;
  const { t } = text;
  return (
    <>
      <div className="hero">
        <h1>{t('home.title')}</h1>
        <p className="lead">{t('home.lead')}</p>
        {count > 0 && <p className="hero-count">{text.count('home.count', count)}</p>}
      </div>
      <section aria-labelledby="newest">
        <div className="section-head">
          <h2 id="newest">{t('home.newest')}</h2>
          <a href={`/${frame.language}/search`}>{t('home.all')}</a>
        </div>
        {newest.length === 0 ? (
          <p className="quiet">{t('home.empty')}</p>
        ) : (
          <Shelf cards={newest} text={text} inView={4} />
        )}
      </section>
      {categories.length > 0 && (
        <section aria-labelledby="categories">
          <div className="section-head">
            <h2 id="categories">{t('home.categories')}</h2>
          </div>
          <ul className="category-tiles">
            {categories.map((category) => (
              <li key={category.id} className="category-tile">
                <div className="category-picture">
                  {category.picture !== null && (
                    <Picture
                      name={category.picture}
                      alt=""
                      sizes="(min-width: 960px) 120px, 88px"
                      widths={[160, 320]}
                    />
                  )}
                </div>
                <h3>
                  <a href={category.path}>{category.name}</a>
                </h3>
                <p>{text.count('count', category.count)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {reduced.length > 0 && (
        <section aria-labelledby="reduced">
          <div className="section-head">
            <h2 id="reduced">{t('home.reduced')}</h2>
          </div>
          <Shelf cards={reduced} text={text} />
        </section>
      )}
      <section aria-labelledby="stores">
        <div className="section-head">
          <h2 id="stores">{t('home.stores')}</h2>
        </div>
        <ul className="store-tiles">
          {frame.stores.map((store) => (
            <li key={store.id} className="store-tile">
              <h3>
                <a href={store.path}>{store.name}</a>
              </h3>
              <address>{addressLines(store).join(', ')}</address>
              <HoursToday store={store} text={text} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
