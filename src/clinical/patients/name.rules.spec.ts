import fc from 'fast-check';
import { foldName, givenNameFirst, normaliseName, searchTerms } from './name.rules.js';

describe('a name as it is stored', () => {
  it.each([
    ['  Nguyễn   Thị\tÁnh ', 'Nguyễn Thị Ánh'],
    ['Nguyễn Thị Ánh'.normalize('NFD'), 'Nguyễn Thị Ánh'.normalize('NFC')],
    ['Lê\u00A0Văn\u200B Tám', 'Lê Văn Tám'],
    ['Lê\u0000Văn \uD800Tám', 'Lê Văn Tám'],
    ['   ', ''],
  ])('%j becomes %j', (typed, stored) => expect(normaliseName(typed)).toBe(stored));

  it('is stable, in NFC and without outer or double spaces, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const stored = normaliseName(typed);
        expect(normaliseName(stored)).toBe(stored);
        expect(stored).toBe(stored.normalize('NFC'));
        expect(stored).not.toMatch(/^\s|\s$|\s\s/u);
      }),
    );
  });
});

describe('a name as it is compared', () => {
  it.each([
    ['Nguyễn Thị Ánh', 'nguyen thi anh'],
    ['ĐẶNG ĐÌNH ĐỨC', 'dang dinh duc'],
    ['Ðặng Ðức', 'dang duc'], // eth in place of đ
    ['Trần-Lê Ng.V. An', 'tran le ng v an'],
    ["O'Brien", 'obrien'],
    ['O’Brien', 'obrien'],
    ["H'Hen Niê", 'hhen nie'],
    ['Jürgen Müller', 'jurgen muller'],
    ['José Ñuñez', 'jose nunez'],
    ['Łukasz Großmann', 'lukasz grossmann'],
    ['İbrahim Işık', 'ibrahim isik'],
    ['Παπαδόπουλος', 'παπαδοπουλοσ'],
    ['Андрей', 'андреи'],
    ['山田 太郎', '山田 太郎'],
    ['김철수', '김철수'],
    ['Ｎｇｕｙễｎ', 'nguyen'],
    ['', ''],
    ['--', ''],
  ])('%j folds to %j', (name, folded) => expect(foldName(name)).toBe(folded));

  it('makes both placements of the tone mark equal', () => {
    expect(foldName('Hoà')).toBe(foldName('Hòa'));
    expect(foldName('Thuý')).toBe(foldName('Thúy'));
  });

  it('is idempotent and the same for NFC, NFD and stored forms, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const folded = foldName(typed);
        expect(foldName(folded)).toBe(folded);
        expect(foldName(typed.normalize('NFD'))).toBe(folded);
        expect(foldName(typed.normalize('NFC'))).toBe(folded);
      }),
      { numRuns: 500 },
    );
  });

  it('never lets a letter or digit vanish', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (typed) => {
        fc.pre(/[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{N}]/u.test(typed.normalize('NFKD')));
        expect(foldName(typed)).not.toBe('');
      }),
    );
  });
});

describe('the words of a search box', () => {
  it('are folded and used once each', () => {
    expect(searchTerms(' Ánh  NGUYỄN anh ')).toEqual(['anh', 'nguyen']);
    expect(searchTerms('')).toEqual([]);
  });

  it('are all used, however many', () => {
    expect(searchTerms('a b c d e f g h i j')).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
  });

  it('hold only a-z and 0-9 for Vietnamese names, and keep other scripts', () => {
    expect(searchTerms("Đặng:* & !Đức | 'x'")).toEqual(['dang', 'duc', 'x']);
    expect(searchTerms('Иван 山田')).toEqual(['иван', '山田']);
  });

  it('never carry an operator, quote or wildcard', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        for (const term of searchTerms(typed)) expect(term).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
    );
  });
});

describe('the sort key', () => {
  it.each([
    ['Nguyễn Thị Ánh', 'anh nguyen thi'],
    ['Ánh', 'anh'],
    ['', ''],
  ])('of %j is %j', (name, key) => expect(givenNameFirst(name)).toBe(key));

  it('puts a ward in the order of given names', () => {
    const ward = ['Trần Văn Bình', 'Nguyễn Thị Ánh', 'Lê An'];
    const sorted = ward.toSorted((a, b) => (givenNameFirst(a) < givenNameFirst(b) ? -1 : 1));
    expect(sorted).toEqual(['Lê An', 'Nguyễn Thị Ánh', 'Trần Văn Bình']);
  });
});
