import type { Role } from '../../platform/routes/policy.js';
import { CARE_ROLES } from '../../platform/routes/policy.js';
import { FILE_KIND_WORDS } from './files.words.js';

/** What a file is of. An administrative one says nothing of an illness: the desk scans it. */
export const FILE_KINDS = {
  'scanned-paper': { administrative: false },
  'wound-photograph': { administrative: false },
  consent: { administrative: false },
  'outside-result': { administrative: false },
  'referral-paper': { administrative: false },
  'identity-paper': { administrative: true },
  'insurance-paper': { administrative: true },
  other: { administrative: false },
} as const satisfies Record<keyof typeof FILE_KIND_WORDS, { administrative: boolean }>;
export type FileKind = keyof typeof FILE_KINDS;
export const FILE_KIND_NAMES = Object.keys(FILE_KINDS) as FileKind[];

/** Whether a role adds files of this kind: those who care for patients and the records office all, the desk administrative ones. */
export const addsKind = (role: string | undefined, kind: FileKind): boolean =>
  role === 'registrar' ? FILE_KINDS[kind].administrative : ALL_KINDS.includes(role ?? '');

const ALL_KINDS: readonly string[] = [...CARE_ROLES, 'records-officer'] satisfies Role[];
