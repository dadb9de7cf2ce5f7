import type { Condition } from '@second-chance/shared/documents/item.ts';
import type { ChipView, FacetName, FacetValue, FacetView, ListView } from '../views/list-view.ts';
import type { PageText } from './page-text.ts';

interface Props {
  readonly list: ListView;
  readonly text: PageText;
}

/** Shown of a facet before one asks for more. */
const SHOWN = 7;

/**
 * What narrows a list down, as a form that any browser sends. On a phone it opens on demand, on a
 * desktop it stands beside the things.
 */
export function Filters({ list, text }: Props) {
  const { t } = text;
  const { length } = list.chips;
  return (
    <form className="filters" action={list.formPath} method="get" data-filters>
      {list.query !== '' && <input type="hidden" name="q" value={list.query} />}
      <label className="sort">
        {t('list.sort')}
        <select name="sort" defaultValue={list.sort}>
          {list.sorts.map((name) => (
            <option key={name} value={name}>
              {t(`sort.${name}`)}
            </option>
          ))}
        </select>
      </label>
      <details className="filters-fold">
        <summary className="button">
          {length > 0 ? t('list.filtersSet', { count: length }) : t('list.filters')}
        </summary>
        <div className="facets">
          {list.facets.map((facet) => (
            <Facet key={facet.name} facet={facet} text={text} />
          ))}
          <fieldset className="facet">
            <legend>
              {t('facet.price')} ({list.price.currency})
            </legend>
            <div className="price-fields">
              <PriceField name="min" label={t('facet.min')} value={list.price.min} />
              <PriceField name="max" label={t('facet.max')} value={list.price.max} />
            </div>
          </fieldset>
          <button type="submit" className="button main">
            {t('list.apply')}
          </button>
        </div>
      </details>
      <noscript>
        <button type="submit" className="button">
          {t('list.apply')}
        </button>
      </noscript>
    </form>
  );
}

interface PriceFieldProps {
  readonly name: 'min' | 'max';
  readonly label: string;
  readonly value: string;
}

function PriceField({ name, label, value }: PriceFieldProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        name={name}
        defaultValue={value}
        inputMode="decimal"
        autoComplete="off"
        maxLength={12}
      />
    </label>
  );
}

function Facet({ facet, text }: { readonly facet: FacetView; readonly text: PageText }) {
  const { name, values } = facet;
  const { t } = text;
  const shown = values.filter(({ chosen }, place) => place < SHOWN || chosen);
  const rest = values.filter((value) => !shown.includes(value));
  return (
    <fieldset className="facet">
      <legend>{t(`facet.${name}`)}</legend>
      <Choices name={name} values={shown} text={text} />
      {rest.length > 0 && (
        <details className="facet-rest">
          <summary>{t('facet.more')}</summary>
          <Choices name={name} values={rest} text={text} />
        </details>
      )}
    </fieldset>
  );
}

interface ChoicesProps {
  readonly name: FacetName;
  readonly values: readonly FacetValue[];
  readonly text: PageText;
}

function Choices({ name, values, text }: ChoicesProps) {
  return (
    <ul>
      {values.map(({ value, label, count, chosen }) => (
        <li key={value}>
          <label className="choice">
            <input type="checkbox" name={name} value={value} defaultChecked={chosen} />
            <span className="choice-label">{valueLabel(name, label, text)}</span>
            <span className="quiet">{count}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function valueLabel(name: FacetName, label: string, { t }: PageText): string {
  return name === 'condition' ? t(`condition.${label as Condition}`) : label;
}

/** A chosen filter in words. */
export function chipLabel(
  { kind, label }: Pick<ChipView, 'kind' | 'label'>,
  text: PageText,
): string {
  if (kind === 'min' || kind === 'max') return text.t(`chip.${kind}`, { label });
  return kind === 'query' ? label : valueLabel(kind, label, text);
}
