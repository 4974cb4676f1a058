import { describe, expect, it } from '@jest/globals';
import { destinationOf } from './hosts.rules.js';
import { reached } from './sending/reached.js';

const LOOPBACK = { address: '127.0.0.1', bits: 32, family: 'ipv4' } as const;
const ALLOWED = [{ name: 'ris.benhvien.vn' }, { network: LOOPBACK, port: 2575 }];
const resolvedTo = (address: string) => () => Promise.resolve([{ address, family: 4 }]);

describe('A name that was listed', () => {
  it.each([
    ['https://ris.benhvien.vn/', '10.0.0.7', true],
    ['https://ris.benhvien.vn/', '127.0.0.1', false],
    ['https://ris.benhvien.vn:2575/', '127.0.0.1', true],
    ['https://ris.benhvien.vn/', '169.254.169.254', false],
  ])('%s at %s reaches this machine only on the port that was listed for it', async (address, meant, may) => {
    const found = await reached(destinationOf(address, 'webhook')!, ALLOWED, resolvedTo(meant));
    expect(found !== undefined).toBe(may);
  });
});
