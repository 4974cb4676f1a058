/** SHA-256 by WebCrypto, and bytes as the proofs write them. */
export const sha256 = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
/** Bytes of a text in base64; none where it is not: no hash and no signature is that short. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
export const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

export function join(first: readonly number[], ...rest: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from([...first, ...rest.flatMap((bytes) => [...bytes])]);
}
