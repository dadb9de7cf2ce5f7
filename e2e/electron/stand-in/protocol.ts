/** `protocol`: who answers the addresses of a scheme. */
type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();

export const protocol = {
  registerSchemesAsPrivileged(): void {},
  handle(scheme: string, handler: Handler): void {
    handlers.set(scheme, handler);
  },
};

/** What is not of a handled scheme is not there: no page of the till may load from a network. */
export function handlerOf(address: string): Handler {
  const scheme = address.slice(0, address.indexOf(':'));
  return handlers.get(scheme) ?? (() => new Response('refused by the stand-in', { status: 599 }));
}
