import type { Words } from '../words/vi.ts';

/** Who acted, as people call them: the service itself acts under names of its own. */
export const actorName = (
  words: Words,
  { fullName, username }: { readonly fullName: string | null; readonly username: string },
): string => (username.startsWith('system:') ? words.audit.system : fullName || username);
