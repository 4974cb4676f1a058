import { textOf } from './character-sets.js';
import { encode } from './encode.js';

const LETTERS = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ';

describe('Vietnamese, written in the set that its reader has', () => {
  it.each(['VNI', 'WINDOWS-1258', 'UTF-8'] as const)('%s reads as it was written, small and capital', (set) => {
    const text = `Bản tin đã lưu. ${LETTERS} ${LETTERS.toUpperCase()}`;
    expect(textOf(encode(text, set), set)).toBe(text);
  });

  it('TCVN3 has capitals without tones only: the others are written small', () => {
    expect(textOf(encode(`Đã ${LETTERS}`, 'TCVN3'), 'TCVN3')).toBe(`Đã ${LETTERS}`);
    expect(textOf(encode('ẤP Ế', 'TCVN3'), 'TCVN3')).toBe('ấP ế');
  });

  it('what a set does not have is a question mark, and never another letter', () => {
    expect(textOf(encode('José ế €', '8859/1'), '8859/1')).toBe('José ? €');
    expect(encode('ế', 'ASCII').toString('latin1')).toBe('?');
  });
});
