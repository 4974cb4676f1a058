import { isIP } from 'node:net';
import { bool, list, networks, setting, type Network } from './setting.js';

/** A host that may be told something: by name, or by the network of its address; on one port, or on any. */
export interface AllowedHost {
  readonly name?: string;
  readonly network?: Network;
  readonly port?: number;
}

/** What other systems are told. */
export const OUTGOING_SETTINGS = {
  outgoingHosts: setting(
    'OUTGOING_HOSTS',
    '',
    'Hosts that other systems may be told at, comma separated: names, addresses or networks, each with a port or without: ris.benhvien.vn, 10.20.0.0/16, 10.20.3.7:2575. Absent: nothing leaves.',
    (value) => list(value).map(hostOf),
  ),
  outgoingHttp: setting(
    'OUTGOING_HTTP',
    'false',
    'Whether webhooks may go over http, without encryption; for trying only.',
    bool,
  ),
} as const;

function hostOf(text: string): AllowedHost {
  const [, host = '', port] = /^(\[[0-9A-Fa-f:]+\](?:\/\d+)?|[^:]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const onPort = port === undefined ? {} : { port: Number(port) };
  const bare = host.replace(/[[\]]/g, '');
  const [address = '', bits] = bare.split('/');
  if (isIP(address)) {
    const [network] = networks(bits === undefined ? `${address}/${isIP(address) === 4 ? 32 : 128}` : bare);
    return { network, ...onPort };
  }
  if (!/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(host)) {
    throw new Error('must be names, addresses or networks, such as ris.benhvien.vn or 10.20.0.0/16');
  }
  return { name: host.toLowerCase(), ...onPort };
}
