import type { ListView } from '../views/list-view.ts';
import type { ListPageView } from '../views/page-view.ts';
import { Shelf } from './card.tsx';
import { chipLabel, Filters } from './filters.tsx';
import type { PageText } from './page-text.ts';
import { Trail } from './trail.tsx';

interface Props {
  readonly view: ListPageView;
  readonly text: PageText;
}

/** A category or a search: the things, and beside them what narrows them down. */
export function ListPage({ view, text }: Props) {
  const { category, list } = view;
  const { t } = text;
  return (
    <>
      {category && <Trail trail={category.trail.slice(0, -1)} text={text} here={category.name} />}
      <div className="list-head">
        <h1>{listTitle(view, text)}</h1>
        <p className="quiet" role="status">
          {list.atLeast
            ? t('count.atLeast', { count: list.total.toLocaleString(view.frame.language) })
            : text.count('count', list.total)}
        </p>
      </div>
      {list.readAs !== null && (
        <p className="note">{t('list.readAs', { query: list.query, readAs: list.readAs })}</p>
      )}
      {category && category.below.length > 0 && (
        <ul className="chips">
          {category.below.map(({ id, name, path, count }) => (
            <li key={id}>
              <a className="chip" href={path}>
                {name} <span className="quiet">{count}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <div className={list.total > 0 || list.chips.length > 0 ? 'list' : undefined}>
        {(list.total > 0 || list.chips.length > 0) && <Filters list={list} text={text} />}
        <div className="list-things">
          {list.chips.length > 0 && <Chips list={list} text={text} />}
          {list.total === 0 ? (
            <Nothing list={list} text={text} />
          ) : (
            <>
              <h2 className="said">{t('list.things')}</h2>
              <Shelf cards={list.cards} text={text} inView={4} />
              <Paging list={list} text={text} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

/** What the list is of, for its heading and the window's title. */
export function listTitle({ category, list }: ListPageView, { t }: PageText): string {
  if (category) return category.name;
  return list.query === '' ? t('list.all') : t('list.resultsFor', { query: list.query });
}

interface ListProps {
  readonly list: ListView;
  readonly text: PageText;
}

function Chips({ list, text }: ListProps) {
  const { t } = text;
  return (
    <ul className="chips chosen">
      {list.chips.map((chip) => {
        const label = chipLabel(chip, text);
        return (
          <li key={chip.path}>
            <a className="chip" href={chip.path} aria-label={t('list.remove', { label })}>
              {label} <span aria-hidden="true">×</span>
            </a>
          </li>
        );
      })}
      <li>
        <a className="chip-clear" href={list.clearPath}>
          {t('list.clear')}
        </a>
      </li>
    </ul>
  );
}

function Paging({ list, text: { t } }: ListProps) {
  const { page, pages, previousPath, nextPath, atLeast } = list;
  if (pages === 1) return null;
  return (
    <>
      <nav className="paging" aria-label={t('list.pages')}>
        {previousPath === null ? (
          <span />
        ) : (
          <a className="button" rel="prev" href={previousPath}>
            {t('list.previous')}
          </a>
        )}
        <span>{t('list.page', { page, pages })}</span>
        {nextPath === null ? (
          <span />
        ) : (
          <a className="button" rel="next" href={nextPath}>
            {t('list.next')}
          </a>
        )}
      </nav>
      {atLeast && page === pages && <p className="quiet">{t('list.more')}</p>}
    </>
  );
}

/** An empty list says why, and leads on. */
function Nothing({ list, text }: ListProps) {
  const { t } = text;
  return (
    <section className="nothing">
      <h2>{t('empty.title')}</h2>
      <p>{list.chips.length > 0 ? t('empty.filters') : t('empty.search')}</p>
      {list.wayOut.length > 0 && (
        <ul className="ways-out">
          {list.wayOut.map((way) => (
            <li key={way.path}>
              <a className="button" href={way.path}>
                {way.kind === 'all_filters'
                  ? t('empty.withoutAll')
                  : way.kind === 'word'
                    ? t('empty.withoutWord', { label: way.label })
                    : t('empty.without', { label: chipLabel({ ...way, kind: way.kind }, text) })}
              </a>{' '}
              <span className="quiet">{text.count('count', way.count)}</span>
            </li>
          ))}
        </ul>
      )}
      {list.newest.length > 0 && (
        <>
          <h2>{t('empty.newest')}</h2>
          <Shelf cards={list.newest} text={text} />
        </>
      )}
    </section>
  );
}
