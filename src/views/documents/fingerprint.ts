/** The first 16 digits of a hash in groups, as they stand at the foot of each page. */
export const fingerprintText = (hash: string): string => hash.slice(0, 16).toUpperCase().match(/.{4}/g)!.join(' ');
