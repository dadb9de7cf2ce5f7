/** How the reference page looks: quiet, readable, light and dark by the reader's system. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#ddd8cf, #3a3733); --soft: light-dark(#6b655c, #a8a196);
  --card: light-dark(#fffdf9, #211f1c); --accent: light-dark(#1f6f54, #6fcfaa); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1rem 6rem; line-height: 1.5;
  font-family: system-ui, sans-serif; background: light-dark(#f7f4ee, #181614); color: light-dark(#24211d, #ece7df); }
h1 { font-size: 1.75rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: .95rem; margin: 1.25rem 0 .25rem; color: var(--soft); }
header p { max-width: 44rem; }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; padding: .75rem 0; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: 0 1rem; }
details[open] { padding-bottom: 1rem; }
summary { cursor: pointer; padding: .75rem 0; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
summary:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .25rem; }
summary b { min-width: 4.5rem; font-size: .8rem; letter-spacing: .04em; color: var(--accent); }
summary b.delete { color: light-dark(#a3382c, #f0988c); }
summary span { color: var(--soft); }
code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th { text-align: left; font-weight: 600; color: var(--soft); }
td, th { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
`;
