import { httpUrl, list, LOOPBACK, pattern, secret, setting, text } from './setting.js';

/** An issuer is asked over TLS, but for one on this machine. */
const issuer = (value: string) => {
  const { protocol, hostname } = new URL(httpUrl(value));
  if (protocol !== 'https:' && !LOOPBACK.includes(hostname)) throw new Error('must be an https address');
  return value;
};

/** Signing in through the hospital's own identity provider (OpenID Connect). */
export const OIDC_SETTINGS = {
  oidcIssuer: setting(
    'OIDC_ISSUER',
    undefined,
    "The hospital's identity provider, such as https://sso.benhvien.vn/realms/nhan-vien. Absent: passwords only.",
    issuer,
  ),
  oidcClientId: setting('OIDC_CLIENT_ID', undefined, 'What the provider calls this service.', text),
  oidcClientSecret: secret(
    'OIDC_CLIENT_SECRET',
    'What the service shows the provider; absent for a public client, which PKCE protects.',
    text,
  ),
  oidcRedirectUris: setting(
    'OIDC_REDIRECT_URIS',
    '',
    'Pages of the front end that the provider may send people back to, comma separated; the provider knows them too.',
    (value) => list(value).map(httpUrl),
  ),
  oidcName: setting('OIDC_NAME', 'Tài khoản bệnh viện', 'What people read on the button.', text),
  oidcUsernameClaim: setting(
    'OIDC_USERNAME_CLAIM',
    undefined,
    'Claim that holds the username here: links a person at their first sign-in. Absent: administrators link.',
    pattern(/^[\w.:/-]{1,100}$/, 'must be the name of a claim, such as preferred_username'),
  ),
  oidcSecondFactor: setting(
    'OIDC_SECOND_FACTOR',
    '',
    'Values of acr or amr that count as a second factor shown at the provider, such as mfa, comma separated.',
    list,
  ),
} as const;
