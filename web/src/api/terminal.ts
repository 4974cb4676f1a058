/** An enrolled terminal: its key belongs to the machine, not to a person. */
export interface Terminal {
  readonly code: string;
  readonly key: string;
}

const KEPT = 'benhan.terminal';

/** Which terminal this machine was enrolled as; none on a machine of no ward. */
export function terminal(): Terminal | undefined {
  const kept = localStorage.getItem(KEPT);
  return kept ? (JSON.parse(kept) as Terminal) : undefined;
}

export const keepTerminal = ({ code, key }: Terminal): void =>
  localStorage.setItem(KEPT, JSON.stringify({ code, key }));

export const forgetTerminal = (): void => localStorage.removeItem(KEPT);

/** Every request of an enrolled terminal shows its key; the service knows its name from that. */
export function terminalHeaders(): Record<string, string> {
  const here = terminal();
  return here ? { 'X-Terminal-Key': here.key } : {};
}
