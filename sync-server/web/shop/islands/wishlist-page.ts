import { dropWishes, onWishes, wishes } from './wish-store.ts';
import { refreshWishes } from './wishes.ts';

/** Things asked for at once. */
const AT_ONCE = 48;

/** Fills the wish list with what the shop says of the things on it, sold ones too. */
export async function fillWishlist(list: HTMLElement): Promise<void> {
  const part = (name: string) => list.querySelector<HTMLElement>(`[data-part="${name}"]`);
  const show = (name: string, shown: boolean) => {
    const element = part(name);
    if (element) element.hidden = !shown;
  };
  const cards = part('cards');
  if (!cards) return;

  async function fill(into: HTMLElement): Promise<void> {
    const ids = wishes();
    show('failed', false);
    show('loading', ids.length > 0);
    try {
      const parts: string[] = [];
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        parts.push(await fetchCards(ids.slice(from, from + AT_ONCE)));
      }
      into.innerHTML = parts.join('');
    } catch {
      show('failed', true);
      return;
    } finally {
      show('loading', false);
    }
    refreshWishes(list);
    tell(into, ids);
  }

  async function fetchCards(ids: readonly string[]): Promise<string> {
    const response = await fetch(`${list.dataset.wishlist}?ids=${ids.join(',')}`);
    if (!response.ok) throw new Error(String(response.status));
    return response.text();
  }

  /** What is not in the shop at all any more has no card; it is only counted. */
  function tell(into: HTMLElement, ids: readonly string[]): void {
    const there = [...into.querySelectorAll<HTMLElement>('[data-item]')];
    const gone = ids.length - there.length;
    const words = gone === 1 ? list.dataset.goneOne : list.dataset.goneOther;
    const note = part('gone');
    if (note) note.textContent = (words ?? '').replace('{{count}}', String(gone));
    show('gone', gone > 0);
    show('clean', gone > 0 || there.some(({ dataset }) => dataset.sold !== undefined));
    show('empty', ids.length === 0);
  }

  part('again')?.addEventListener('click', () => void fill(cards));
  part('remove-sold')?.addEventListener('click', () => {
    const there = [...cards.querySelectorAll<HTMLElement>('[data-item]')];
    const kept = there.filter(({ dataset }) => dataset.sold === undefined);
    const keptIds = new Set(kept.map(({ dataset }) => dataset.item));
    dropWishes(wishes().filter((id) => !keptIds.has(id)));
    void fill(cards);
  });
  onWishes(() => {
    // A heart that was touched off leaves its card in view, so that it can be touched on again.
    if (wishes().some((id) => !cards.querySelector(`[data-item="${id}"]`))) void fill(cards);
    else show('empty', wishes().length === 0 && cards.children.length === 0);
  });
  await fill(cards);
}
