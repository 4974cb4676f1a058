import type { TerminalWords } from './terminal.vi.ts';

export const terminalEn: TerminalWords = {
  clockWrong: (time, isSlow) =>
    `The clock of this machine is ${time} ${isSlow ? 'slow' : 'fast'}. Times on the screen and times recorded are right all the same, by the server; when you type a time, look at the clock on the wall. Tell the IT department.`,
  unsent: (count) => (count === 1 ? 'One text of yours was not sent:' : `${count} texts of yours were not sent:`),
  unsentAt: (of, at) => (of ? `${of}, at ${at}` : `at ${at}`),
  unsentDrop: 'Discard',
  unsentDropFor: (whom) => `Discard the unsent text: ${whom}`,
  unsentDropAsk: 'What was written will be gone.',
  notSealed: 'This address is not https: what you are writing is kept only while this tab is open.',
  away: 'NO NETWORK, or the server does not answer. Records cannot be read and nobody can sign in yet; this page tries again by itself.',
  awayStart: 'What you had not sent is kept on this machine; only you can open it, once the network is back.',
  newVersion: 'There is a new version of the console.',
  takeUp: 'Use it',
  notLoaded: 'This screen could not be opened.',
  notLoadedAbout:
    'The server has a new version of the console, or the network has just gone. What you are writing is kept. Press the button to load the page anew and open this screen.',
  loadScreen: 'Load and open',
  stillAway: 'The server does not answer yet. Wait a moment and press again.',
  noScreen: 'There is no screen at this address.',
  noScreenAbout: 'Choose a place at the top of the page.',
};
