/**
 * Times what a person sees: from the moment a key was pressed (the event's own time) to the paint
 * after the last change of a part of the page. Runs inside the page.
 */
import type { Page } from 'playwright-core';

/** Puts the watch into the page; once for each page. */
export async function installPaintWatch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = { pressedAt: 0, paintedAt: 0, changes: 0 };
    Object.assign(window, { paintWatch: watch });
    // The time that the browser gave the event, so that waiting in line is part of it.
    window.addEventListener(
      'keydown',
      (event) => {
        watch.pressedAt = event.timeStamp;
        watch.paintedAt = 0;
        watch.changes = 0;
      },
      { capture: true },
    );
    const channel = new MessageChannel();
    const waiting: number[] = [];
    channel.port1.onmessage = () => {
      const change = waiting.shift();
      if (change === watch.changes) watch.paintedAt = performance.now();
    };
    const changed = () => {
      watch.changes += 1;
      watch.paintedAt = 0;
      const change = watch.changes;
      // A frame's callback runs before its paint, and what it posts runs after it.
      requestAnimationFrame(() => {
        waiting.push(change);
        channel.port2.postMessage(null);
      });
    };
    new MutationObserver((records) => {
      if (records.some(({ target }) => isWatched(target))) changed();
    }).observe(document.body, { subtree: true, childList: true, characterData: true });

    function isWatched(target: Node): boolean {
      const element = target instanceof Element ? target : target.parentElement;
      const part = document.body.dataset.watch ?? 'none';
      return element?.closest(part) != null;
    }
  });
}

/** Only changes inside this part of the page count from now on. A CSS selector. */
export async function watchPart(page: Page, selector: string): Promise<void> {
  await page.evaluate((part) => {
    document.body.dataset.watch = part;
  }, selector);
}

/**
 * Milliseconds from the last key to the paint of what it changed; null where nothing changed within
 * the time. `quietMs` is for how long nothing more may change before the change counts as the last.
 */
export async function paintedAfter(
  page: Page,
  { quietMs, timeoutMs = 5_000 }: { readonly quietMs: number; readonly timeoutMs?: number },
): Promise<number | null> {
  return page.evaluate(
    ([quiet, timeout]) =>
      new Promise<number | null>((resolve) => {
        const { paintWatch: watch } = window as unknown as {
          paintWatch: { pressedAt: number; paintedAt: number; changes: number };
        };
        const begun = performance.now();
        const look = () => {
          const now = performance.now();
          const { paintedAt, pressedAt } = watch;
          if (paintedAt > 0 && now - paintedAt >= quiet) resolve(paintedAt - pressedAt);
          else if (now - begun > timeout) resolve(null);
          else setTimeout(look, 5);
        };
        look();
      }),
    [quietMs, timeoutMs] as const,
  );
}
