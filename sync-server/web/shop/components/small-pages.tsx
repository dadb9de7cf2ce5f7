import type { MissingView, WishlistView } from '../views/page-view.ts';
import { Shelf } from './card.tsx';
import type { PageText } from './page-text.ts';

/** What somebody saved on this device; filled by the script, for the server knows nothing of it. */
export function WishlistPage({
  view,
  text,
}: {
  readonly view: WishlistView;
  readonly text: PageText;
}) {
  const { t } = text;
  return (
    <>
      <h1>{t('wishlist.title')}</h1>
      <p className="lead">{t('wishlist.text')}</p>
      <noscript>
        <p className="note">{t('wishlist.noScript')}</p>
      </noscript>
      <div
        data-wishlist={`/${view.frame.language}/wishlist/cards`}
        data-gone-one={t('wishlist.gone_one')}
        data-gone-other={t('wishlist.gone_other', { count: '{{count}}' })}
      >
        <p className="quiet" data-part="loading" role="status" hidden>
          {t('wishlist.loading')}
        </p>
        <p className="quiet" data-part="empty" hidden>
          {t('wishlist.empty')}
        </p>
        <p className="note" data-part="failed" role="alert" hidden>
          {t('wishlist.failed')}{' '}
          <button type="button" className="button" data-part="again">
            {t('wishlist.again')}
          </button>
        </p>
        <p className="quiet" data-part="gone" hidden />
        <h2 className="said">{t('list.things')}</h2>
        <ul className="shelf" data-part="cards" />
        <p data-part="clean" hidden>
          <button type="button" className="button" data-part="remove-sold">
            {t('wishlist.removeSold')}
          </button>
        </p>
      </div>
    </>
  );
}

export function MissingPage({
  view,
  text,
}: {
  readonly view: MissingView;
  readonly text: PageText;
}) {
  const { t } = text;
  return (
    <>
      <h1>{t('missing.title')}</h1>
      <p className="lead">{t('missing.text')}</p>
      <p>
        <a className="button main" href={`/${view.frame.language}/`}>
          {t('missing.home')}
        </a>
      </p>
      {view.newest.length > 0 && (
        <section aria-labelledby="newest">
          <div className="section-head">
            <h2 id="newest">{t('home.newest')}</h2>
          </div>
          <Shelf cards={view.newest} text={text} />
        </section>
      )}
    </>
  );
}
