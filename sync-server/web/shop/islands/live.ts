/** Says on the page of a thing when it is sold, or back again. */
export function watchAvailability(note: HTMLElement): void {
  const { live = '', zone, sold = '', back = '' } = note.dataset;
  let shown: string | null = null;
  let source: EventSource | null = null;

  const listen = () => {
    source ??= new EventSource(live);
    source.addEventListener('availability', ({ data }: MessageEvent<string>) => {
      const { state, at } = JSON.parse(data) as { readonly state: string; readonly at: number };
      // What the page says already need not be said again.
      if (state === (shown ?? 'available')) return;
      shown = state;
      const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
        timeStyle: 'short',
        ...(zone && { timeZone: zone }),
      });
      const words = state === 'sold' ? sold : back;
      note.textContent = words.replace('{{time}}', clock.format(at));
      note.hidden = false;
      note.closest('.item')?.classList.toggle('is-sold', state === 'sold');
    });
  };
  const stop = () => {
    source?.close();
    source = null;
  };

  // A page that nobody looks at holds no line to the server; it looks again when it is seen.
  const follow = () => (document.hidden ? stop() : listen());
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', stop);
  addEventListener('pageshow', follow);
  follow();
}
