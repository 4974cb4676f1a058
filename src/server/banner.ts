import type { Settings } from '../platform/config/settings.js';
import { STAFF } from '../demo/demo-data.js';

/**
 * What a person at the terminal wants to know once the service is up.
 * @param isDemoPassword whether DEMO_PASSWORD of now is what the demo accounts were made with
 */
export function banner(settings: Settings, place: string, tookMs: number, isDemoPassword: boolean): string {
  const address = `${settings.tlsCertificate ? 'https' : 'http'}://${settings.host === '0.0.0.0' ? 'localhost' : settings.host}:${settings.port}`;
  const accounts = settings.seedDemo
    ? [
        `Demo accounts   ${STAFF.map(({ username }) => username).join(', ')}`,
        isDemoPassword
          ? `Password        ${settings.demoPassword}   (DEMO_PASSWORD at the first start sets another)`
          : 'Password        the DEMO_PASSWORD of the first start, or what was set since',
      ]
    : [];
  if (settings.secondFactor === 'optional') accounts.push('Second factor   off (SECOND_FACTOR=optional)');
  const lines = [
    `Bệnh Án is ready after ${(tookMs / 1000).toFixed(1)} s, ${settings.workers} worker${settings.workers > 1 ? 's' : ''}`,
    '',
    `Address         ${address}`,
    `Docs to try     ${address}/docs`,
    ...accounts,
    `Data            ${place}`,
    '',
    'A day on the ward in another terminal: npm run tour      Stop: Ctrl-C',
  ];
  return `\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n\n`;
}
