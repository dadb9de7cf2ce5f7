/** Words that people see stand in the catalogues of text, never in a component. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const SCREENS = ['sync-server/web', 'shared/ui/src', 'desktop/src/renderer'];
const FILES_MIN = 150;

/** Attributes that are shown or read out. */
const SPOKEN =
  /^(?:aria-(?:label|description|placeholder|valuetext|roledescription)|title|alt|placeholder|label|description|header|text|lead|confirmLabel|hint|error|unit|figure|note)$/;
/** Names that are the same in every language: the product's, and those of keys of the keyboard. */
const NAMES = /^(?:Second Chance|Stripe|[A-Z]{2}|ms|Enter|Esc|Del|Alt|(?:Alt|Ctrl) \w+)$/;
/** Two letters in a row are a word, or the beginning of one. */
const WORD = /\p{L}{2}/u;

const files = SCREENS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('.tsx') && !file.includes('.test.')),
);

test('no component of a screen has words of its own', () => {
  expect(files.length).toBeGreaterThan(FILES_MIN);
  expect(files.flatMap((file) => looseWords(readFileSync(join(root, file), 'utf8'), file))).toEqual(
    [],
  );
});

test.for([
  ['<p>Hello there</p>', 'Hello there'],
  ["<p>{'Hello there'}</p>", 'Hello there'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
  ['<p>{`Hello ${name}`}</p>', 'Hello '],
  ["<p>{busy ? 'Saving' : t('admin.save')}</p>", 'Saving'],
  ['<Button label="Close" />', 'Close'],
  ["<Button label={open ? 'Close' : t('admin.open')} />", 'Close'],
] as const)('loose words are found in %s', ([code, words]) => {
  expect(looseWords(`const a = ${code};`, 'a.tsx')).toEqual([`a.tsx: ${words}`]);
});

test.for([
  '<p className="large">{t(\'admin.save\')} · {name}</p>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
  '<Icon name="close" label={t(`error.${code}`)} />',
  '<a href="/docs" rel="noreferrer">{[one, "two"].join("")}</a>',
])('words that nobody sees are left alone: %s', (code) => {
  expect(looseWords(`const a = ${code};`, 'a.tsx')).toEqual([]);
});

function nameOf({ name }: Node): string {
  return typeof name?.name === 'string' ? name.name : '';
}

function looseWords(source: string, file: string): readonly string[] {
  const found: string[] = [];
  const add = (text: string) => {
    if (WORD.test(text) && !NAMES.test(text.trim()))
      found.push(`${file}: ${text.trim() === '' ? text : text.replaceAll(/\s+/g, ' ')}`);
  };
  /** What an expression shows as it is; what it computes by a call is the call's. */
  const shown = (node: Node | null | undefined): void => {
    if (!node) return;
    if (node.type === 'Literal' && typeof node.value === 'string') add(node.value);
    else if (node.type === 'TemplateLiteral')
      for (const part of node.quasis ?? []) add(part.value.cooked ?? '');
    else if (node.type === 'ConditionalExpression') {
      shown(node.consequent);
      shown(node.alternate);
    } else if (node.type === 'LogicalExpression') {
      shown(node.right);
    } else if (node.type === 'JSXExpressionContainer') shown(node.expression);
  };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const each of node) walk(each);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const at = node as Node;
    if (at.type === 'JSXText') add((at.value as string).trim());
    if (at.type === 'JSXElement' || at.type === 'JSXFragment') {
      for (const child of at.children ?? []) {
        if (child.type === 'JSXExpressionContainer') shown(child);
      }
    }
    if (at.type === 'JSXAttribute' && SPOKEN.test(nameOf(at))) shown(at.value as Node | null);
    for (const value of Object.values(at)) walk(value);
  };
  walk(parseAst(source, { lang: 'tsx' }, file));
  return found;
}

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: { readonly name?: unknown };
  readonly quasis?: readonly { readonly value: { readonly cooked?: string } }[];
  readonly children?: readonly Node[];
  readonly consequent?: Node;
  readonly alternate?: Node;
  readonly right?: Node;
  readonly expression?: Node;
}
