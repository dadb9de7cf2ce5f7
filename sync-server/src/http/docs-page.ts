/** The API's reference for people, written out of the OpenAPI document. Works without script. */
import type { OpenApiDocument } from './openapi.ts';

type PathItem = NonNullable<NonNullable<OpenApiDocument['paths']>[string]>;
type Operation = NonNullable<PathItem['get']>;
type Json = Readonly<Record<string, unknown>>;

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The page as HTML. Its look is in `docs-style.ts`. */
export function docsPage(document: OpenApiDocument): string {
  const groups = Map.groupBy(
    entriesOf(document),
    ({ operation }) => operation.tags?.[0] ?? 'Other',
  );
  const { title, description = '' } = document.info;
  const links = [...groups.keys()].map((tag) => `<a href="#${text(tag)}">${text(tag)}</a>`);
  const sections = [...groups].map(([tag, entries]) => section(tag, entries));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} API</title>
<link rel="stylesheet" href="/docs/style.css">
</head>
<body>
<header>
<h1>${text(title)} API</h1>
${paragraphs(description)}
<p>The same for programs: <a href="/openapi.json">openapi.json</a></p>
<nav aria-label="Topics">${links.join('\n')}</nav>
</header>
<main>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function entriesOf(document: OpenApiDocument): readonly Entry[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method];
      return operation ? [{ method: method.toUpperCase(), path, operation }] : [];
    }),
  );
}

function section(tag: string, entries: readonly Entry[]): string {
  return `<section id="${text(tag)}">
<h2>${text(tag)}</h2>
${entries.map(entryHtml).join('\n')}
</section>`;
}

function entryHtml({ method, path, operation }: Entry): string {
  const { summary = '', security = [], parameters = [], requestBody, responses = {} } = operation;
  const isOpen = security.some((way) => Object.keys(way).length === 0);
  const fields = parameters.flatMap((parameter) =>
    'name' in parameter ? [row(parameter.name, parameter.in, parameter.schema)] : [],
  );
  const bodySchema = schemaOf(requestBody);
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'));
  return `<details>
<summary><b class="${method.toLowerCase()}">${method}</b> <code>${text(path)}</code> <span>${text(summary)}</span></summary>
<p>${isOpen ? 'Open to all.' : 'Needs to be signed in.'}</p>
${fields.length > 0 ? table('Parameters', fields) : ''}
${bodySchema ? schemaTable('Body', bodySchema) : ''}
${success ? schemaTable(`Answer ${success[0]}`, schemaOf(success[1]) ?? {}) : ''}
</details>`;
}

/** The JSON schema of a body or an answer. */
function schemaOf(holder: unknown): Json | null {
  const content = asJson(asJson(holder)?.content)?.['application/json'];
  return asJson(asJson(content)?.schema);
}

function schemaTable(title: string, schema: Json): string {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = Object.entries(asJson(schema.properties) ?? {});
  if (properties.length === 0) return `<h3>${text(title)}</h3><p>${text(typeOf(schema))}</p>`;
  const rows = properties.map(([name, property]) =>
    row(name, required.includes(name) ? 'required' : 'optional', property),
  );
  return table(title, rows);
}

function table(title: string, rows: readonly string[]): string {
  return `<h3>${text(title)}</h3>
<table><thead><tr><th>Name</th><th></th><th>Type</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function row(name: string, note: string, schema: unknown): string {
  const type = typeOf(asJson(schema) ?? {});
  return `<tr><td><code>${text(name)}</code></td><td>${text(note)}</td><td>${text(type)}</td></tr>`;
}

/** A type in a few words: `string, at most 60`, `list of object`. */
function typeOf(schema: Json): string {
  const options = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(options)) {
    return [...new Set(options.map((option) => typeOf(asJson(option) ?? {})))].join(' or ');
  }
  const values = schema.enum;
  if (Array.isArray(values)) return values.map(String).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === 'array') {
    const items = asJson(schema.items) ?? {};
    const fields = Object.keys(asJson(items.properties) ?? {});
    return `list of ${typeOf(items)}${fields.length > 0 ? ` { ${fields.join(', ')} }` : ''}`;
  }
  const limits = [
    ['from', schema.minimum],
    ['to', schema.maximum],
    ['at most', schema.maxLength],
    ['default', schema.default],
  ].flatMap(([word, value]) => (isPlain(value) && value !== '' ? [`${word} ${value}`] : []));
  return [String(schema.type ?? 'any'), ...limits].join(', ');
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function asJson(value: unknown): Json | null {
  return typeof value === 'object' && value !== null ? (value as Json) : null;
}

function paragraphs(description: string): string {
  return description
    .split('\n\n')
    .map((paragraph) => `<p>${text(paragraph)}</p>`)
    .join('\n');
}

function text(raw: string): string {
  return raw
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
