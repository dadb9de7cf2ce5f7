/** The one spelling of a JSON value, so that everybody hashes the same bytes (RFC 8785). */
import { assert } from '../assert.ts';

/** Deeper nesting than any payload has; keeps hostile input from exhausting the stack. */
const DEPTH_MAX = 64;

const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Writes a value as RFC 8785 canonical JSON: keys by UTF-16 code units, no white space.
 *
 * Narrower than the RFC on purpose: whole numbers only, because the journal holds no fractions.
 * Errors: none. A fraction, a lone surrogate, `undefined` or a class instance asserts; ask
 * `isCanonicalJson` first about a value that a stranger sent.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/** Whether `canonicalJson` can write a value. Never throws. */
export function isCanonicalJson(value: unknown): boolean {
  return isWritable(value, 0);
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      assert(Number.isSafeInteger(value), `not a whole number: ${value}`);
      return value === 0 ? '0' : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      assert(depth < DEPTH_MAX, 'nested too deeply');
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
    default:
      assert(false, `JSON has no ${typeof value}`);
  }
}

function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  assert(!LONE_SURROGATE.test(text), 'text with a lone surrogate');
  return JSON.stringify(text);
}

function writeArray(values: readonly unknown[], depth: number): string {
  let written = '[';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) written += ',';
    written += write(values[index], depth + 1);
  }
  return `${written}]`;
}

function writeObject(value: object, depth: number): string {
  assert(isPlainObject(value), 'not a plain object');
  let written = '{';
  for (const key of Object.keys(value).sort()) {
    if (written.length > 1) written += ',';
    written += `${writeString(key)}:${write(value[key], depth + 1)}`;
  }
  return `${written}}`;
}

function isWritable(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return isWritableText(value);
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || depth >= DEPTH_MAX) return false;
  if (Array.isArray(value)) return Array.from(value).every((part) => isWritable(part, depth + 1));
  if (!isPlainObject(value)) return false;
  return Object.keys(value).every(
    (key) => isWritableText(key) && isWritable(value[key], depth + 1),
  );
}

function isWritableText(text: string): boolean {
  return PLAIN.test(text) || !LONE_SURROGATE.test(text);
}

function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
