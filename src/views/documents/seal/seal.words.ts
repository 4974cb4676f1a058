/** Names in certificates that are no more than a demonstration. */
export const sealWords = {
  demoSigner: (hospital: string): string => `${hospital} – CHỈ DÙNG THỬ (demo, not for legal use)`,
} as const satisfies Record<string, string | ((hospital: string) => string)>;
