import { BlockList, isIP } from 'node:net';
import type { Network } from '../config/setting.js';

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

const familyOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** Whether an IP address is one that no key set is fetched from: loopback, link-local, unspecified, multicast, translated. */
export const isInside = (address: string): boolean => isIP(address) !== 0 && INSIDE.check(address, familyOf(address));

/**
 * Whether keys may be fetched from an IP address.
 * @param networks where they may lie, when the hospital has said so; else anywhere but inside
 */
export function mayBeAsked(address: string, networks: readonly Network[]): boolean {
  if (networks.length === 0) return isIP(address) !== 0 && !isInside(address);
  const allowed = new BlockList();
  for (const network of networks) allowed.addSubnet(network.address, network.bits, network.family);
  return isIP(address) !== 0 && allowed.check(address, familyOf(address));
}

/** Whether the host of an address, as `URL` writes it, is plainly none to be asked; what a name resolves to is seen when it is asked. */
export function isPlainlyRefused(hostname: string, networks: readonly Network[]): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return !mayBeAsked(host, networks);
  return /(^|\.)localhost\.?$/.test(host) && !['127.0.0.1', '::1'].some((own) => mayBeAsked(own, networks));
}
