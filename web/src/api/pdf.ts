import { client } from './generated/client.gen.ts';

/** Long enough for any reader to have taken the file, in ms. */
const TAKEN = 10 * 60_000;

interface Making {
  readonly signal?: AbortSignal;
  readonly said?: string;
  /** Says in the tab from time to time how far it is, until it is ended. */
  readonly follow?: (say: (more: string) => void) => () => void;
}

/**
 * Asks for a paper as the person signed in, and opens it in a tab of its own. The tab is opened at once: one that is opened after
 * waiting is taken for an advertisement by the browser.
 * @param making of what takes long: `signal` gives it up, `said` stands in the tab until the paper is there, with what `follow` says of it
 * @returns where the file is meanwhile
 */
export async function fetchPdf(url: string, { signal, said, follow }: Making = {}): Promise<string> {
  const tab = open('', '_blank');
  const say = (more = '') => {
    if (tab && !tab.closed && said) tab.document.body.textContent = `${said} ${more}`;
  };
  say();
  const stop = follow?.(say);
  try {
    const { data } = await client.get<Blob>({ url, parseAs: 'blob', ...(signal && { signal }) });
    const address = URL.createObjectURL(data as unknown as Blob);
    if (tab) tab.location.href = address;
    setTimeout(() => URL.revokeObjectURL(address), TAKEN);
    return address;
  } catch (error) {
    tab?.close();
    throw error;
  } finally {
    stop?.();
  }
}
