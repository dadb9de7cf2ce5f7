/**
 * The version of what till and server say to each other on both lanes. The server accepts this one
 * and the one before: tills update late. A change to any wire schema takes a new line in
 * `protocol-versions.json` (a test compares hashes).
 */
export const PROTOCOL_VERSION = 2;
export const PROTOCOL_VERSIONS_ACCEPTED: readonly number[] = [1, PROTOCOL_VERSION];

/** Header that carries the till's protocol version. */
export const PROTOCOL_HEADER = 'second-chance-protocol';
