/** What people read of the bracelets of mother and child beside problems. */
export const newbornWords = {
  record: {
    words: { vi: 'đối chiếu vòng tay mẹ và bé', en: 'a check of the bracelets of mother and child' },
    deeds: {
      create: { vi: 'đối chiếu vòng tay mẹ và bé', en: 'compared the bracelets of mother and child' },
    },
  },
  unchecked: { vi: 'Chưa đối chiếu vòng tay mẹ và bé', en: 'Bracelets of mother and child not compared' },
  occasions: {
    discharge: { vi: 'lúc ra viện', en: 'at the discharge' },
  },
  /** Which child, where a task stands with its mother. */
  child: (name: string) => ({ vi: `Bé: ${name}`, en: `Child: ${name}` }),
} as const;
