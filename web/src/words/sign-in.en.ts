import type { SignInWords } from './sign-in.vi.ts';

/** What people read about signing in, in English. */
export const signInEn: SignInWords = {
  title: 'Sign in',
  about: 'Electronic medical record',
  username: 'Username',
  password: 'Password',
  submit: 'Sign in',
  code: 'Code of the authenticator',
  codeAbout: 'Open the authenticator on your phone and type the six digits it shows.',
  ended: 'The session has ended. Sign in again: what you were writing is still there.',
  elsewhere: 'This account is open in another tab. Go on there, or sign in here.',
  newPassword: 'The password must be changed before you start',
  choosePassword: 'New password',
  change: 'Change password',
  links: 'Documentation and health of the server',
  pin: 'PIN',
  pinAbout: 'Works once you have signed in with your password in this shift. Set your PIN on the page My account.',
  showPin: 'Show the PIN',
  showPassword: 'Show the password',
  nameOrBadge: 'Username, or scan your badge',
  atTerminal: (code) => `Terminal ${code}`,
  locked: 'Locked. What was being written is still there for who wrote it.',
  eachTab:
    'Each tab of the browser signs in by itself: a new tab asks again, a closed tab is signed out, and what you had not sent is kept for you.',
  recovery: 'Phone lost: use a recovery code',
  recoveryCode: 'Recovery code',
  withPin: 'Switch by PIN',
  withPassword: 'Sign in with a password',
  or: 'or',
  byProvider: (name) => `Sign in through ${name}`,
};
