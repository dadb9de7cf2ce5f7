/** Checks requests against Stripe's own OpenAPI description: path, parameters, types, encoding. */
import { readDataFile } from '@second-chance/shared/test/data-files.ts';

export const STRIPE_SPEC = 'stripe/spec3-2023-09-12.json.gz';
export const STRIPE_FIXTURES = 'stripe/fixtures3-2026-08-21.json.gz';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxLength?: number;
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

export interface StripeSpec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export function readStripeSpec(): StripeSpec {
  return JSON.parse(readDataFile(STRIPE_SPEC)) as StripeSpec;
}

/** A value as a form carries it: text, or nested by brackets. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };

/** Parses `a[b]=1&c[]=2&d[0][e]=3`. Throws on a body that is not such a form. */
export function parseForm(text: string): Record<string, FormValue> {
  const root: Record<string, FormValue> = {};
  for (const pair of text.split('&').filter(Boolean)) {
    const [rawKey = '', rawValue = ''] = pair.split('=');
    const decode = (part: string) => decodeURIComponent(part.replaceAll('+', ' '));
    const [, first = '', rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(decode(rawKey)) ?? [];
    if (first === '') throw new Error(`not a form key: ${rawKey}`);
    const steps = [...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, step = '']) => step);
    put(root, [first, ...steps], decode(rawValue));
  }
  return lists(root) as Record<string, FormValue>;
}

function put(target: { [key: string]: FormValue }, [step = '', ...rest]: string[], value: string) {
  const key = step === '' ? String(Object.keys(target).length) : step;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  target[key] ??= {};
  const next = target[key];
  if (typeof next === 'string' || Array.isArray(next)) throw new Error(`mixed use of ${key}`);
  put(next, rest, value);
}

/** Objects whose keys are 0, 1, 2 … are lists. */
function lists(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, lists(inner)] as const);
  return entries.length > 0 && entries.every(([key], index) => key === String(index))
    ? entries.map(([, inner]) => inner)
    : Object.fromEntries(entries);
}

export interface MatchedRequest {
  /** The path as the description spells it: `/v1/payment_intents/{intent}`. */
  readonly route: string;
  readonly pathParams: Readonly<Record<string, string>>;
  /** Values in the types that the description gives them. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What Stripe would answer with 4xx; `param` names what is wrong. */
export class BadRequest extends Error {
  readonly status: number;
  readonly param: string;
  constructor(status: number, param: string, message: string) {
    super(message);
    this.status = status;
    this.param = param;
  }
}

/** Finds the operation and checks what was sent to it. Throws `BadRequest`. */
export function matchRequest(
  spec: StripeSpec,
  {
    method,
    path,
    query,
    body,
  }: {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly body: string;
  },
): MatchedRequest {
  const wanted = path.split('/');
  const route = Object.keys(spec.paths)
    .filter((candidate) => {
      const steps = candidate.split('/');
      return (
        steps.length === wanted.length &&
        steps.every((step, index) => step.startsWith('{') || step === wanted[index])
      );
    })
    .sort((left, right) => left.split('{').length - right.split('{').length)[0];
  const operation = route === undefined ? undefined : spec.paths[route]?.[method.toLowerCase()];
  if (route === undefined || operation === undefined) {
    throw new BadRequest(404, 'path', `Unrecognized request URL (${method}: ${path}).`);
  }
  const pathParams = Object.fromEntries(
    route.split('/').flatMap((step, index) => {
      return step.startsWith('{') ? [[step.slice(1, -1), wanted[index] ?? '']] : [];
    }),
  );
  const isGet = method === 'GET';
  if (isGet && body !== '') throw new BadRequest(400, 'body', 'GET with a body');
  const schema = isGet ? querySchema(operation) : bodySchema(operation);
  const params = checked(schema, parseForm(isGet ? query : body), '');
  return { route, pathParams, params: params as Record<string, unknown> };
}

function querySchema({ parameters = [] }: Operation): Schema {
  const own = parameters.filter((parameter) => parameter.in === 'query');
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(own.map(({ name, schema }) => [name, schema])),
    required: own.filter(({ required }) => required).map(({ name }) => name),
  };
}

function bodySchema({ requestBody }: Operation): Schema {
  const form = requestBody?.content['application/x-www-form-urlencoded']?.schema;
  return form ?? { type: 'object', additionalProperties: false, properties: {} };
}

function checked(schema: Schema, value: FormValue, at: string): unknown {
  if (schema.anyOf !== undefined) return anyOf(schema.anyOf, value, at);
  switch (schema.type) {
    case 'object':
      return checkedObject(schema, value, at);
    case 'array':
      if (!Array.isArray(value)) throw new BadRequest(400, at, `Invalid array: ${at}`);
      return value.map((inner, index) => checked(schema.items ?? {}, inner, `${at}[${index}]`));
    default:
      return checkedScalar(schema, value, at);
  }
}

function anyOf(schemas: readonly Schema[], value: FormValue, at: string): unknown {
  let last: unknown;
  for (const schema of schemas) {
    try {
      return checked(schema, value, at);
    } catch (thrown) {
      last = thrown;
    }
  }
  throw last;
}

function checkedObject(schema: Schema, value: FormValue, at: string): unknown {
  if (typeof value === 'string' || Array.isArray(value)) {
    throw new BadRequest(400, at, `Invalid object: ${at}`);
  }
  const { properties = {}, additionalProperties, required = [] } = schema;
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) {
    throw new BadRequest(400, missing, `Missing required param: ${at}${missing}.`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const own = properties[name];
      const path = at === '' ? name : `${at}[${name}]`;
      if (own !== undefined) return [name, checked(own, inner, path)];
      if (typeof additionalProperties === 'object') {
        return [name, checked(additionalProperties, inner, path)];
      }
      throw new BadRequest(400, path, `Received unknown parameter: ${path}`);
    }),
  );
}

function checkedScalar(schema: Schema, value: FormValue, at: string): unknown {
  if (typeof value !== 'string') throw new BadRequest(400, at, `Invalid value: ${at}`);
  switch (schema.type) {
    case 'integer':
      if (!/^-?\d+$/.test(value)) throw new BadRequest(400, at, `Invalid integer: ${value}`);
      return Number(value);
    case 'boolean':
      if (value !== 'true' && value !== 'false') {
        throw new BadRequest(400, at, `Invalid boolean: ${value}`);
      }
      return value === 'true';
    case 'number':
      if (Number.isNaN(Number(value))) throw new BadRequest(400, at, `Invalid number: ${value}`);
      return Number(value);
    default:
      if (schema.enum !== undefined && !schema.enum.includes(value)) {
        throw new BadRequest(400, at, `Invalid ${at}: must be one of ${schema.enum.join(', ')}`);
      }
      if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) {
        throw new BadRequest(400, at, `Invalid string: ${at} is too long`);
      }
      return value;
  }
}
