import { hasOldLetters } from './old-letters.rules.js';

describe('A name in letters of before Unicode', () => {
  it.each([
    ['TCVN3', 'NguyÔn V¨n An'],
    ['TCVN3', 'TrÇn ThÞ Hång'],
    ['TCVN3', '§Æng Quèc TuÊn'],
    ['TCVN3', 'Ph¹m Minh'],
    ['VNI', 'Nguyeãn Vaên An'],
    ['VNI', 'Traàn Thò Hoàng'],
    ['VNI', 'LEÂ THÒ AÙNH'],
    ['VNI', 'Phaïm Buøi'],
    ['VNI', 'Löông Vaên'],
    ['Windows-1258 read as 1252', 'NguyêÞn Thiò Ánh'],
    ['Windows-1258 read as 1252', 'TrâÌn ðình'],
    ['UTF-8 read as 1252', 'Nguyá»…n VÄƒn An'],
    ['UTF-8 read as 1252', 'LÃª Thá»‹ HÃ '],
  ])('is one of %s: %s', (_, name) => {
    expect([name, hasOldLetters(name)]).toEqual([name, true]);
  });

  it.each([
    ...[
      'Nguyễn Văn An',
      'TRẦN THỊ HỒNG',
      'nGUYỄN vĂN hÀ',
      'Hoà Thuý',
      'Hoàng Ngoã',
      'Lê Quỳnh Uyên',
      'Đặng Thị Uỷ',
      'Ông Ích Khiêm',
    ],
    ...[
      'H’Hen Niê',
      'Y Moan Êñuôl',
      'Êban Ơi',
      'K’Să K’Brôm',
      'Rơ Châm Phiơi',
      'Ksor Ŏh',
      'Giàng A Pháo',
      'Thào Mí Sính',
    ],
    ...[
      'Loïc Benoît',
      'Anaïs Noël',
      'Raphaël Gaël',
      'José Núñez',
      'Raúl Peña',
      'João Conceição',
      'Jörg Schröder',
      'Søren Ångström',
      'Zoë Müller',
    ],
    ...[
      'Ðường Văn Khởi',
      'ðặng thị ðào',
      'Nguyeenx',
      'Người Vô Danh',
      'Lý Thùy Dương',
      'Đoàn Uý',
      'Khương Hữu Quý',
      'Huỳnh Ỷ Lan',
      'Quì',
      'Giò',
      'Tuì',
    ],
  ])('is not %s', (name) => {
    expect([name, hasOldLetters(name)]).toEqual([name, false]);
  });
});
