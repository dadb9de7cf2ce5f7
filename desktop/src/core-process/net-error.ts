/** What Chromium calls a server that a request never got to, by the names that core knows. */
const CODE_OF_NET_ERROR: Readonly<Record<string, string>> = {
  ERR_CONNECTION_REFUSED: 'ECONNREFUSED',
  ERR_NAME_NOT_RESOLVED: 'ENOTFOUND',
  ERR_NAME_RESOLUTION_FAILED: 'EAI_AGAIN',
  ERR_INTERNET_DISCONNECTED: 'ENETUNREACH',
  ERR_ADDRESS_UNREACHABLE: 'EHOSTUNREACH',
  ERR_CONNECTION_TIMED_OUT: 'UND_ERR_CONNECT_TIMEOUT',
};

/** The same failure with the code in its cause, where `fetch` of Node has it. */
export function withCode(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown.cause !== undefined) return thrown;
  const name = /net::(ERR_[A-Z_]+)/.exec(thrown.message)?.[1];
  const code = name === undefined ? undefined : CODE_OF_NET_ERROR[name];
  if (code === undefined) return thrown;
  return new TypeError(thrown.message, { cause: Object.assign(new Error(name), { code }) });
}
