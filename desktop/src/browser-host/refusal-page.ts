import type { Refusal } from './guard.ts';

/** What a person sees whose window was not let in: what happened, and what to do. */
export function refusalPage(refusal: Refusal): string {
  const { title, text } = WORDS[refusal];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Second Chance</title>
<style>
  :root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1c1e1a; --soft: #5b5f55; --green: #1f6b4f }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #161714; --ink: #f1efe8; --soft: #a9ac9f; --green: #57b48d }
  }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper);
    color: var(--ink); font: 17px/1.55 system-ui, sans-serif }
  main { max-width: 30rem; padding: 2rem; border-left: 4px solid var(--green) }
  h1 { font-size: 26px; font-weight: 600; margin: 0 0 .5rem }
  p { margin: 0; color: var(--soft) }
</style>
<main>
  <h1>${title}</h1>
  <p>${text}</p>
</main>
</html>
`;
}

const WORDS = {
  no_key: {
    title: 'This window has no key to the till',
    text:
      'Open the till by the address that was printed when it started; it carries the key. ' +
      'A new start makes a new address. All sales are safe on this PC.',
  },
  foreign_page: {
    title: 'Another site asked for the till',
    text: 'The till answers its own windows only. Type its printed address into a new window.',
  },
  wrong_host: {
    title: 'This is not the till’s address',
    text: 'The till answers as 127.0.0.1 on this PC only, by the address printed at its start.',
  },
} as const satisfies Record<Refusal, { readonly title: string; readonly text: string }>;
