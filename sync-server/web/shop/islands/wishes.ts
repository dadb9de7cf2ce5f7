import { onWishes, setWish, wishes } from './wish-store.ts';

/** Makes the hearts work: they show what is wished for, and change it. */
export function showWishes(root: Document): void {
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-wish]') : null;
    const id = button?.dataset.wish;
    if (button && id) setWish(id, button.getAttribute('aria-pressed') !== 'true');
  });
  onWishes(() => refreshWishes(root));
  refreshWishes(root);
}

/** Shows on every heart below `root` whether its thing is wished for; in the head how many are. */
export function refreshWishes(root: ParentNode): void {
  const wished = new Set(wishes());
  for (const button of root.querySelectorAll<HTMLElement>('[data-wish]')) {
    const on = wished.has(button.dataset.wish ?? '');
    button.setAttribute('aria-pressed', String(on));
    button.hidden = false;
    const label = button.querySelector('[data-wish-label]');
    const { on: whenOn, off: whenOff } = button.dataset;
    if (label && whenOn && whenOff) label.textContent = on ? whenOn : whenOff;
  }
  for (const count of root.querySelectorAll<HTMLElement>('[data-wish-count]')) {
    count.textContent = String(wished.size);
    count.hidden = wished.size === 0;
  }
}
