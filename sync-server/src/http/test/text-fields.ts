/** Where a route takes text: by its description, and by a body as it is sent. */
import { openApiDocument } from '../openapi.ts';

/** Fields of text that each route's description names, in its body and behind its `?`. */
export async function fieldsByRoute() {
  const { paths = {} } = await openApiDocument();
  const body = new Map<string, readonly string[]>();
  const query = new Map<string, readonly string[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = operations?.[method] as Operation | undefined;
      if (operation === undefined) continue;
      const route = `${method.toUpperCase()} ${path}`;
      const { properties = {} } =
        operation.requestBody?.content?.['application/json']?.schema ?? {};
      body.set(
        route,
        Object.entries(properties)
          .filter(([, { type }]) => type === 'string')
          .map(([name]) => name),
      );
      query.set(
        route,
        (operation.parameters ?? [])
          .filter(({ in: where, schema }) => where === 'query' && schema?.type === 'string')
          .map(({ name }) => name),
      );
    }
  }
  return { body, query };
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly schema?: { readonly type?: string };
  }[];
  readonly requestBody?: {
    readonly content?: {
      readonly 'application/json'?: {
        readonly schema?: { readonly properties?: Readonly<Record<string, { type?: string }>> };
      };
    };
  };
}

type Place = readonly (string | number)[];

/** Where strings stand in a body, and could stand at its top by their names. */
export function pathsOf(body: unknown, named: readonly string[]): readonly Place[] {
  const found: Place[] = [];
  const walk = (value: unknown, place: Place) => {
    if (typeof value === 'string') found.push(place);
    else if (Array.isArray(value)) walk(value[0], [...place, 0]);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) walk(each, [...place, key]);
    }
  };
  walk(body, []);
  const there = new Set(found.map(([first]) => first));
  return [...found, ...named.filter((name) => !there.has(name)).map((name) => [name])];
}

/** A copy of a body with a text at a place. */
export function withText(body: unknown, place: Place, text: string): unknown {
  const copy = structuredClone(body ?? {});
  let at = copy as Record<string | number, unknown>;
  for (const step of place.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = place.at(-1);
  if (last !== undefined) at[last] = text;
  return copy;
}
