import { expect, test } from 'vitest';
import { answering, neighbours } from './find-printers.ts';
import { startPrinter } from './test/printer-sink.ts';

const at = (address: string, internal = false) => ({ address, family: 'IPv4', internal });

test('only the other addresses of this PC’s own private networks are asked', () => {
  const hosts = neighbours({
    lo: [at('127.0.0.1', true)],
    lan: [at('192.168.7.20'), { address: 'fe80::1', family: 'IPv6', internal: false }],
    internet: [at('203.0.113.9')],
  });
  expect(hosts).toHaveLength(253);
  expect(hosts.every((host) => host.startsWith('192.168.7.'))).toBe(true);
  expect(hosts).not.toContain('192.168.7.20');
});

test('who answers is found, who does not is not, and nothing is printed by asking', async () => {
  await using printer = await startPrinter();
  // All of 127/8 is this machine; the sink listens at one of its addresses.
  const found = await answering(['127.0.0.2', '127.0.0.1'], printer.port);
  expect(found).toEqual(['127.0.0.1']);
  expect(printer.jobs).toEqual([]);
});
