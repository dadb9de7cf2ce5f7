import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestFixture, restFixture } from '../../test/rest-fixture.ts';

let server: RestFixture;

beforeAll(async () => {
  server = await restFixture();
});

afterAll(() => server[Symbol.asyncDispose]());

type Operation = Readonly<Record<string, unknown>>;

test('the OpenAPI document is whole: every reference resolves, every parameter is described', async () => {
  const { status, body } = await server.ask('GET', '/openapi.json');
  expect(status).toBe(200);
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(body.info.title).toBe('Second Chance');
  for (const [, ref] of JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = String(ref)
      .split('/')
      .reduce((at: unknown, step) => (at as Record<string, unknown> | undefined)?.[step], body);
    expect(found, ref).toBeDefined();
  }
  const ids = new Set<unknown>();
  for (const [path, item] of Object.entries<Record<string, Operation>>(body.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (method === 'parameters') continue;
      const { operationId, summary, security, responses, parameters = [] } = operation;
      const name = `${method} ${path}`;
      expect(ids.has(operationId), `${name}: ${operationId}`).toBe(false);
      ids.add(operationId);
      expect(summary, name).toEqual(expect.any(String));
      expect(security, name).toEqual(expect.any(Array));
      const statuses = Object.keys(responses as object);
      expect(
        statuses.some((code) => code.startsWith('2')),
        name,
      ).toBe(true);
      expect(statuses, name).toContain('default');
      const inPath = (parameters as { name: string; in: string }[])
        .filter((parameter) => parameter.in === 'path')
        .map((parameter) => parameter.name);
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, wild]) => wild);
      expect(inPath, name).toEqual(wanted);
    }
  }
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/items', '/auth/login', '/sync/enrol', '/sync/journal', '/sync/pull']),
  );
  expect(Object.keys(body.components.securitySchemes)).toEqual(['accessToken', 'tillProof']);
});

test('the page for people names every request and runs no script', async () => {
  const { body: document } = await server.ask('GET', '/openapi.json');
  const { status, body: page, headers } = await server.ask('GET', '/docs');
  expect(status).toBe(200);
  for (const path of Object.keys(document.paths)) expect(page).toContain(`<code>${path}</code>`);
  expect(page).not.toContain('<script');
  expect(page).not.toMatch(/https?:\/\//);
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none';style-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  );
  const style = await server.ask('GET', '/docs/style.css');
  expect(style.headers.get('content-type')).toContain('text/css');
});
