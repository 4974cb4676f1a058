import { BlockList, isIP } from 'node:net';
import type { AllowedHost } from '../../platform/config/outgoing-settings.js';
import { isInside } from '../../platform/clients/inside-address.rules.js';

/** Where something is sent. */
export interface Destination {
  readonly protocol: 'https:' | 'http:' | 'mllp:' | 'mllps:';
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

const USUAL_PORTS = { 'https:': 443, 'http:': 80, 'mllp:': 2575, 'mllps:': 2575 } as const;
export const PROTOCOLS_OF = {
  webhook: ['https:', 'http:'],
  mllp: ['mllp:', 'mllps:'],
  'hl7-http': ['https:', 'http:'],
} as const;
export type Channel = keyof typeof PROTOCOLS_OF;
export const CHANNELS = Object.keys(PROTOCOLS_OF) as Channel[];

/**
 * What an address means; undefined when it is none of this channel, holds a password, an MLLP one has a path, or it is not written as it is
 * understood (127.1, full-width dots, line breaks): who approves it reads where it goes.
 */
export function destinationOf(address: string, channel: Channel): Destination | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port, username, password, hash, pathname, search } = new URL(address);
  const known = (PROTOCOLS_OF[channel] as readonly string[]).includes(protocol);
  const isPlain = channel !== 'mllp' || (['', '/'].includes(pathname) && search === '');
  const isAsWritten =
    !/[\s\p{Cc}]/u.test(address) && address.toLowerCase().startsWith(`${protocol}//${hostname}`.toLowerCase());
  if (!known || !isPlain || !isAsWritten || port === '0' || username || password || hash || hostname === '') {
    return undefined;
  }
  const way = protocol as Destination['protocol'];
  return { protocol: way, host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? USUAL_PORTS[way] : Number(port) };
}

/** Whether the operator let this host be told something, by the name or the address that stands in the destination. */
export const isAllowed = ({ host, port }: Destination, allowed: readonly AllowedHost[]): boolean =>
  allowed.some(
    (one) => isOn(port, one) && (isIP(host) ? isWithin(host, one) : one.name === host.toLowerCase().replace(/\.$/, '')),
  );

/**
 * Whether a connection may go to what a name was resolved to. A name that the operator listed may mean anything but this machine, its neighbours on
 * the wire and a cloud's own services, which have to be listed by their address: on this port: so a name that is made to mean them reaches nothing.
 */
export const mayBeReached = (address: string, port: number, allowed: readonly AllowedHost[]): boolean =>
  isIP(address) !== 0 && (!isInside(address) || allowed.some((one) => isOn(port, one) && isWithin(address, one)));

const isOn = (port: number, one: AllowedHost): boolean => one.port === undefined || one.port === port;

function isWithin(address: string, { network }: AllowedHost): boolean {
  if (!network) return false;
  const listed = new BlockList();
  listed.addSubnet(network.address, network.bits, network.family);
  return listed.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
