import { onSessionChange, sessionState } from './session.ts';

/** How long a file is there, in ms: long enough for any reader to have taken it. */
export const TAKEN = 10 * 60_000;

/** A tab of its own for a paper, before its file is there. */
interface PaperTab {
  /** Says something in it meanwhile. */
  readonly say: (words: string) => void;
  /** Shows the file in it. @returns where the file is meanwhile */
  readonly show: (file: Blob) => string;
  readonly close: () => void;
}

/** Papers that are shown, by where their files are. */
const shown = new Map<string, Window | null>();

const reader = (): string | undefined => {
  const state = sessionState();
  return state.kind === 'signed-in' ? state.person.id : undefined;
};
let opened = reader();

/** Whoever locks the terminal or leaves it leaves no paper of a patient open beside the page. */
onSessionChange(() => {
  if (reader() === opened) return;
  opened = reader();
  for (const [address, tab] of shown) {
    tab?.close();
    URL.revokeObjectURL(address);
  }
  shown.clear();
});

/** Opens it at once, in the click: one that is opened after waiting is taken for an advertisement by the browser. */
export function openPaperTab(): PaperTab {
  const tab = open('', '_blank');
  return {
    say: (words) => {
      if (tab && !tab.closed) tab.document.body.textContent = words;
    },
    show: (file) => {
      const address = URL.createObjectURL(file);
      if (tab) tab.location.href = address;
      shown.set(address, tab);
      setTimeout(() => URL.revokeObjectURL(address), TAKEN);
      return address;
    },
    close: () => tab?.close(),
  };
}
