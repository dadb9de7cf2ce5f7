/**
 * Options of Node for a process that runs core: V8 left to itself grows, while a catalogue of 100,000
 * items loads, to what a browser's tab would have, and gives nothing back for as long as the till runs.
 */
export const CORE_NODE_OPTIONS: readonly string[] = [
  // Of 64 MB for what is new, half of it always empty.
  '--max-semi-space-size=8',
  // How much garbage gathers before old objects are looked through, as a share of those that live.
  '--heap-growing-percent=150',
];
