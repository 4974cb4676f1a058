/** A block of a document, where it begins, and whether and how it is run. */
export interface Block {
  line: number;
  text: string;
  how?: string[];
  why?: string;
}
export function blocksOf(text: string): Block[];
