import type { PageText } from './page-text.ts';

interface Props {
  readonly trail: readonly { readonly name: string; readonly path: string }[];
  readonly here: string;
  readonly text: PageText;
}

/** The way from the top to this page; nothing where it is at the top itself. */
export function Trail({ trail, here, text: { t } }: Props) {
  if (trail.length === 0) return null;
  return (
    <nav className="trail" aria-label={t('item.trail')}>
      <ol>
        {trail.map(({ name, path }) => (
          <li key={path}>
            <a href={path}>{name}</a>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  );
}
