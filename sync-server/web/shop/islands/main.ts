/** The script of the shop: small things on top of pages that work without it. */
import '@second-chance/ui/tokens.css';
import './styles/shop.css';
import { sendFiltersOnChange } from './filters.ts';
import { watchAvailability } from './live.ts';
import { showWishes } from './wishes.ts';
import { fillWishlist } from './wishlist-page.ts';

showWishes(document);
for (const form of document.querySelectorAll<HTMLFormElement>('[data-filters]')) {
  sendFiltersOnChange(form);
}
for (const note of document.querySelectorAll<HTMLElement>('[data-live]')) watchAvailability(note);
for (const list of document.querySelectorAll<HTMLElement>('[data-wishlist]')) {
  void fillWishlist(list);
}
