/** Names in certificates that are no more than a demonstration. */
export const sealWords = {
  demoAuthority: 'CA THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ (demo, not for legal use)',
  demoSigner: (hospital: string): string => `${hospital} – CHỈ DÙNG THỬ (demo, not for legal use)`,
} as const satisfies Record<string, string | ((hospital: string) => string)>;
