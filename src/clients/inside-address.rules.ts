import { BlockList, isIP } from 'node:net';

/** Networks where this machine, its neighbours on the wire, or a cloud's own services answer, and no keys of clients lie. */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  INSIDE.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fe80::', 10],
  ['ff00::', 8],
  ['fd00:ec2::254', 128],
] as const) {
  INSIDE.addSubnet(network, bits, 'ipv6');
}

/** Whether an IP address is one that no key set is fetched from: loopback, link-local, unspecified, multicast, translated. */
export const isInside = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && INSIDE.check(address, family === 4 ? 'ipv4' : 'ipv6');
};

/** Whether the host of an address, as `URL` writes it, is plainly one of these; what a name resolves to is another question. */
export const namesInside = (hostname: string): boolean =>
  isInside(hostname.replace(/^\[|\]$/g, '')) || /(^|\.)localhost\.?$/.test(hostname);
