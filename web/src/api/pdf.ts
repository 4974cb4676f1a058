import { client } from './generated/client.gen.ts';
import { openPaperTab } from './paper-tab.ts';

interface Making {
  readonly signal?: AbortSignal;
  readonly said?: string;
  /** Says in the tab from time to time how far it is, until it is ended. */
  readonly follow?: (say: (more: string) => void) => () => void;
}

/**
 * Asks for a paper as the person signed in, and opens it in a tab of its own.
 * @param making of what takes long: `signal` gives it up, `said` stands in the tab until the paper is there, with what `follow` says of it
 * @returns where the file is meanwhile
 */
export async function fetchPdf(url: string, { signal, said, follow }: Making = {}): Promise<string> {
  const tab = openPaperTab();
  const say = (more = '') => said && tab.say(`${said} ${more}`);
  say();
  const stop = follow?.(say);
  try {
    const { data } = await client.get<Blob>({ url, parseAs: 'blob', ...(signal && { signal }) });
    return tab.show(data as unknown as Blob);
  } catch (error) {
    tab.close();
    throw error;
  } finally {
    stop?.();
  }
}
