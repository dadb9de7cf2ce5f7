import type { StoreView } from '../views/frame-view.ts';

/** The store on OpenStreetMap: its place where that is known, else a search for its address. */
export function mapAddress(store: StoreView): string {
  if (store.place !== null) {
    const { latitude, longitude } = store.place;
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`;
  }
  const described = [store.street, store.postalCode, store.town, store.country];
  const lines = described.filter((line) => line !== '');
  const address = (lines.length > 0 ? lines : store.addressLines).join(' ');
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`;
}
