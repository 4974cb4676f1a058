import { weighted, type Random } from './random.js';
import { elementAt } from '../../kernel/list.js';
import { cellsOf } from './cells.js';

/** Where people live, and the birthplace in their citizen id (Circular 07/2016/TT-BCA). */
interface Province {
  readonly name: string;
  readonly birthplaces: readonly string[];
  readonly communes: readonly string[];
}

// name | birthplace codes | communes, by the division of 2025
const PROVINCES: readonly Province[] = `
Thành phố Hồ Chí Minh|079 074 077|Phường Sài Gòn,Phường Bến Thành,Phường Tân Định,Phường Chợ Lớn,Phường Gò Vấp,Phường Bình Thạnh,Phường Thủ Đức,Phường Linh Xuân,Phường Tân Bình,Phường Bình Tân,Xã Củ Chi,Xã Hóc Môn,Xã Bình Chánh,Phường Dĩ An,Phường Thủ Dầu Một,Phường Vũng Tàu
Tây Ninh|072 080|Phường Tân Ninh,Phường Long An,Xã Cần Giuộc,Xã Đức Hòa,Phường Trảng Bàng
Đồng Nai|075 070|Phường Biên Hòa,Phường Trấn Biên,Phường Long Khánh,Xã Long Thành,Phường Đồng Xoài
Đồng Tháp|087 082|Phường Cao Lãnh,Phường Mỹ Tho,Phường Sa Đéc,Xã Cái Bè
Vĩnh Long|086 083 084|Phường Long Châu,Phường Bến Tre,Phường Trà Vinh,Xã Cầu Kè
Cần Thơ|092 093 094|Phường Ninh Kiều,Phường Cái Răng,Phường Sóc Trăng,Phường Vị Thanh
An Giang|089 091|Phường Long Xuyên,Phường Rạch Giá,Phường Châu Đốc
Cà Mau|096 095|Phường Tân Thành,Phường Bạc Liêu,Xã Năm Căn
Lâm Đồng|068 060 067|Phường Xuân Hương - Đà Lạt,Phường Phan Thiết,Phường Bắc Gia Nghĩa,Xã Đức Trọng
Đắk Lắk|066 054|Phường Buôn Ma Thuột,Phường Tuy Hòa,Xã Krông Pắc,Xã Cư M'gar
Gia Lai|064 052|Phường Pleiku,Phường Quy Nhơn,Xã Chư Sê,Xã Ia Grai
Khánh Hòa|056 058|Phường Nha Trang,Phường Phan Rang,Phường Cam Ranh
Quảng Ngãi|051 062|Phường Cẩm Thành,Phường Kon Tum,Xã Mộ Đức
Đà Nẵng|048 049|Phường Hải Châu,Phường Tam Kỳ,Phường Hội An
Huế|046|Phường Thuận Hóa,Phường Phú Xuân
Nghệ An|040|Phường Thành Vinh,Xã Diễn Châu
Thanh Hóa|038|Phường Hạc Thành,Phường Sầm Sơn
Hà Nội|001|Phường Hoàn Kiếm,Phường Cầu Giấy,Xã Sóc Sơn
Sơn La|014|Phường Tô Hiệu,Xã Mai Sơn
Lào Cai|010 015|Phường Lào Cai,Phường Yên Bái,Xã Bắc Hà`
  .trim()
  .split('\n')
  .map((line) => {
    const [name, birthplaces, communes] = cellsOf(line, '|', 3);
    return { name, birthplaces: birthplaces.split(' '), communes: communes.split(',') };
  });

const STREETS = weighted(
  'Nguyễn Trãi, Lê Lợi, Trần Hưng Đạo, Lý Thường Kiệt, Hai Bà Trưng, Cách Mạng Tháng Tám, Nguyễn Huệ, Phan Đình Phùng, Lê Văn Chí, ' +
    'Võ Văn Ngân, Nguyễn Thị Minh Khai, Quang Trung, Hùng Vương, Lê Duẩn, Điện Biên Phủ, Nguyễn Đình Chiểu, Phan Chu Trinh, Lạc Long Quân',
);

/** Most come from the city of the hospital, fewer from further away. */
export const homeOf = (random: Random): Province =>
  random.chance(0.7)
    ? elementAt(PROVINCES, 0)
    : random.chance(0.75)
      ? elementAt(PROVINCES, random.whole(1, 8))
      : random.one(PROVINCES);

export function addressIn(random: Random, { name, communes }: Province): object {
  const commune = random.one(communes);
  const text = commune.startsWith('Xã')
    ? `Ấp ${random.whole(1, 9)}, ${commune}`
    : `${random.whole(1, 999)}${random.chance(0.3) ? `/${random.whole(1, 60)}` : ''} ${STREETS.draw(random)}, ${commune}`;
  return { text, province: name, commune };
}

const MOBILE = weighted(
  '90 6, 91 5, 93 4, 94 4, 96 4, 97 6, 98 6, 86 3, 88 3, 89 3, 32 2, 33 3, 34 3, 35 3, 36 3, 37 3, 38 3, 39 3, 70 2, 76 2, 77 2, 78 2, 79 2, 81 1, 82 1',
);

/** A mobile number in E.164. */
export const phoneOf = (random: Random): string =>
  `+84${MOBILE.draw(random)}${String(random.whole(0, 9_999_999)).padStart(7, '0')}`;
