import { weighted, Weighted, type Random } from './random.js';

/**
 * Names as they are given in Vietnam. The shares are of our own, near to what is published of family names (Nguyễn about 38 of a
 * hundred), and by the fashions of three generations for the others. Nobody's name in particular.
 */

export type NamedSex = 'male' | 'female';

const FAMILY = weighted(
  'Nguyễn 38.4, Trần 11, Lê 9.5, Phạm 7.1, Huỳnh 2.6, Hoàng 2.5, Phan 4.5, Vũ 2.1, Võ 1.9, Đặng 2.1, Bùi 2, Đỗ 1.6, Hồ 1.3, Ngô 1.3, ' +
    'Dương 1.1, Trương 1.3, Lý 0.6, Đinh 0.8, Trịnh 0.6, Mai 0.6, Đoàn 0.7, Cao 0.6, Lương 0.6, Lưu 0.4, Hà 0.4, Tạ 0.3, Châu 0.3, ' +
    'Tô 0.3, Quách 0.2, Vương 0.3, Thái 0.3, Tăng 0.15, La 0.1, Diệp 0.15, Phùng 0.3, Đào 0.5, Nghiêm 0.1, Kiều 0.15, Thân 0.05, ' +
    'Văn 0.15, Chu 0.2, Triệu 0.1, Viên 0.03, Ông 0.02, Âu 0.04, Lâm 0.6, Trà 0.05, Lại 0.1, Từ 0.1, Tống 0.15, Đàm 0.1, Bạch 0.05, Khổng 0.03, ' +
    'Mạc 0.05, Giang 0.05, Cù 0.03, Ninh 0.05, Doãn 0.05, Phí 0.05, Nhâm 0.02, Tôn 0.05, Ung 0.01, Khuất 0.02, Ghênh 0.004',
);

interface Fashion {
  readonly middle: Weighted<string>;
  readonly given: Weighted<string>;
}

/** Born before 1965, before 1992, and later. */
const FASHIONS: Readonly<Record<NamedSex, readonly [Fashion, Fashion, Fashion]>> = {
  female: [
    {
      middle: weighted('Thị 82, Kim 4, Ngọc 4, Thu 2, Bích 2, Mỹ 1, Thanh 2, Tuyết 1, Minh 1, Hồng 1'),
      given: weighted(
        'Lan 6, Hoa 6, Mai 5, Hương 4, Bé 2, Năm 2, Bảy 2, Tám 1, Út 2, Nga 4, Liên 4, Nguyệt 3, Tuyết 3, Cúc 2, Đào 2, Sen 2, Lý 2, Loan 3, ' +
          'Hồng 4, Thu 3, Xuân 3, Hà 3, Thanh 3, Phượng 3, Bích 2, Hạnh 3, Vân 3, Dung 3, Tâm 2, Nhàn 1, Nhung 2, Tư 2, Sáu 2, Chín 1, Thơm 1, Mận 1',
      ),
    },
    {
      middle: weighted('Thị 56, Ngọc 7, Thu 6, Kim 5, Thanh 6, Bích 4, Hồng 4, Mỹ 3, Minh 3, Phương 3, Thùy 3'),
      given: weighted(
        'Hương 5, Hà 5, Thảo 4, Trang 5, Linh 4, Hạnh 4, Nga 3, Thủy 4, Hằng 4, Hiền 4, Lan 3, Vân 3, Dung 3, Yến 3, Ngọc 3, Phương 4, Oanh 2, ' +
          'Nhung 3, Loan 2, Huyền 3, Anh 4, Tâm 2, Trinh 2, Diễm 1, Thúy 3, Ngân 2, Mai 3, Quyên 2, Duyên 2, Chi 2, Hoa 2, Giang 1, Tuyền 1, Xuân 1',
      ),
    },
    {
      middle: weighted(
        'Thị 17, Ngọc 12, Bảo 9, Minh 8, Phương 8, Khánh 6, Quỳnh 6, Thanh 6, Gia 5, Thảo 4, Như 4, Hoàng 4, Mai 3, Thùy 3, Tú 2, Hà 2, Thiên 2, Kim 2',
      ),
      given: weighted(
        'Anh 9, Linh 7, Trang 5, Ngọc 6, Hân 5, Vy 5, Nhi 5, My 5, Thư 5, Ngân 4, Chi 4, Trâm 3, Uyên 3, Như 3, Quỳnh 4, Châu 3, An 3, Hà 2, ' +
          'Giang 2, Mai 2, Hương 2, Phương 3, Thảo 3, Trúc 2, Tiên 2, Ánh 1, Diệp 1, Khuê 1, Đan 1, Yến 2, Nguyên 1',
      ),
    },
  ],
  male: [
    {
      middle: weighted(
        'Văn 62, Hữu 5, Đức 4, Công 3, Quang 4, Xuân 4, Đình 4, Ngọc 4, Thanh 3, Minh 3, Bá 2, Duy 1, Thế 1',
      ),
      given: weighted(
        'Hùng 5, Dũng 4, Minh 4, Sơn 4, Hải 3, Thành 4, Tâm 3, Bình 4, Long 2, Tư 2, Năm 2, Sáu 2, Bảy 2, Tám 1, Út 1, Thắng 3, Lợi 2, Phúc 3, Lộc 2, Thọ 2, ' +
          'Hòa 3, Hiền 1, Đức 3, Quang 3, Vinh 2, Chiến 2, Thanh 3, Xuân 2, Kiên 1, Khánh 2, Toàn 2, Nghĩa 2, Hiệp 2, Bé 1, Mười 1, Được 1',
      ),
    },
    {
      middle: weighted(
        'Văn 42, Đức 6, Quang 6, Minh 8, Hữu 5, Công 4, Anh 4, Ngọc 5, Thanh 6, Xuân 3, Đình 4, Quốc 5, Hoàng 4, Duy 3, Thế 3',
      ),
      given: weighted(
        'Hùng 5, Dũng 5, Tuấn 6, Minh 4, Sơn 4, Hải 4, Thành 4, Nam 4, Long 3, Cường 4, Thắng 3, Hoàng 3, Phong 3, Trung 4, Tùng 3, Tiến 2, Quân 2, ' +
          'Đức 3, Hiếu 3, Bình 2, Phương 2, Việt 2, Linh 1, Kiên 2, Khoa 2, Tú 2, Toàn 2, Trường 2, Vinh 2, Đạt 2, Hưng 3, An 1, Tài 2, Lâm 1, Thịnh 1',
      ),
    },
    {
      middle: weighted(
        'Văn 9, Minh 14, Gia 11, Đức 8, Hoàng 8, Quang 6, Anh 6, Bảo 6, Tuấn 5, Quốc 5, Thành 4, Đình 3, Hữu 3, Nhật 4, Duy 4, Thiên 3, Khánh 2, Tấn 2, Xuân 1',
      ),
      given: weighted(
        'Anh 7, Minh 6, Huy 7, Khang 6, Phúc 5, Bảo 5, Khoa 5, Nam 4, Long 4, Đạt 4, Hiếu 4, Quân 4, Phát 3, Nguyên 3, Khôi 4, Duy 3, Kiệt 3, Hưng 3, ' +
          'Thịnh 3, Tú 2, Sơn 2, Dũng 2, Tuấn 2, Hoàng 2, Trí 2, Lâm 2, An 2, Phong 3, Đăng 2, Vinh 2, Tùng 1, Thiện 2, Tài 1, Nhân 1',
      ),
    },
  ],
};

/** Lines of families with a name of two words, mostly by both parents. */
const DOUBLE_FAMILY = weighted(
  'Nguyễn Hoàng 8, Nguyễn Trần 5, Trần Lê 4, Nguyễn Phan 3, Lê Nguyễn 5, Phạm Nguyễn 4, Đỗ Hoàng 2, Vũ Hoàng 2, Đặng Trần 2, Huỳnh Trần 2, Nguyễn Phúc 1, Trương Đặng 1',
);
/** Of Huế's royal line; women only. */
const ROYAL = weighted('Tôn Nữ 5, Công Tằng Tôn Nữ 2, Công Huyền Tôn Nữ 2, Huyền Tôn Nữ 1');

/** How the names of a people are put together: lists whose words follow each other. */
interface People {
  readonly male: readonly Weighted<string>[];
  readonly female: readonly Weighted<string>[];
}

const KHMER = weighted('Thạch 5, Danh 5, Sơn 4, Kim 3, Kiên 1, Châu 2, Lâm 1');
const HMONG = weighted('Giàng 4, Sùng 4, Vàng 3, Thào 3, Lầu 2, Mùa 2, Hạng 1, Vừ 1');
const THAI = weighted('Lò 6, Cầm 2, Quàng 3, Lường 3, Hoàng 2, Vì 2, Bạc 1, Đèo 0.5');
const TAY = weighted('Nông 5, Hoàng 3, Bế 2, Ma 2, Lộc 1, Vi 2, Đàm 1, Lương 2');
const JARAI = weighted('Siu 5, Ksor 5, Rơ Châm 3, Kpă 3, Nay 3, Rơ Mah 2, Rah Lan 2');
const EDE = weighted('Niê 6, Mlô 4, Êban 3, Ayun 2, Kbuôr 2, Niê Kdăm 3, Kđoh 1');
const EDE_WOMAN = weighted("H'Hen 3, H'Bia 2, H'Linh 2, H'Nga 2, H'Yuin 1, H'Ruê 1, H'Đên 1, H'Mai 1");
const EDE_MAN = weighted('Y Thông 2, Y Blir 1, Y Khoa 1, Y Bhăm 2, Y Jút 1, Y Wang 1, Y Nguyên 1');

const PEOPLES = new Weighted<People>([
  [
    {
      male: [TAY, weighted('Văn 6, Đức 1, Quang 1'), weighted('Thắng, Tuyên, Dìn, Pảo, Chấn, Hợp')],
      female: [TAY, weighted('Thị'), weighted('Bế, Mẩy, Thơm, Nhình, Lệ, Diệu')],
    },
    22,
  ],
  [
    {
      male: [THAI, weighted('Văn'), weighted('Xôm, Pản, Ún, Hặc, Muôn, Thoan')],
      female: [THAI, weighted('Thị'), weighted('Inh, Pành, Đôi, Hiêng, Lả, Xuân')],
    },
    20,
  ],
  [
    {
      male: [HMONG, weighted('A 8, Seo 2'), weighted('Páo, Chứ, Dình, Sở, Lử, Vảng')],
      female: [HMONG, weighted('Thị'), weighted('Mỷ, Dua, Sua, Máy, Chía, Ghênh')],
    },
    16,
  ],
  [
    {
      male: [KHMER, weighted('Văn 1, Minh 1, Sa 1'), weighted('Sóc, Sang, Khone, Rươne, Phol')],
      female: [KHMER, weighted('Thị'), weighted('Na Rây, Sa Vy, Út, Hên, Sa Rinh, Sà Vươl')],
    },
    18,
  ],
  [
    {
      male: [JARAI, weighted('Thuy, Yun, Khếp, Tơ, Phước')],
      female: [JARAI, weighted("H'Bia, H'Lơm, H'Nhi, Hương, H'Ly")],
    },
    12,
  ],
  [{ male: [EDE_MAN, EDE], female: [EDE_WOMAN, EDE] }, 12],
]);

const MINORITIES = 0.045;

/** A whole name, family name first, as people of this sex born in this year have it. */
export function fullName(random: Random, sex: NamedSex, birthYear: number): string {
  if (random.chance(MINORITIES)) return ofPeople(random, sex);
  const fashion = FASHIONS[sex][birthYear < 1965 ? 0 : birthYear < 1992 ? 1 : 2];
  const given = fashion.given.draw(random);
  const kind = random.fraction();
  if (kind < 0.03) return `${FAMILY.draw(random)} ${given}`;
  const middle = fashion.middle.draw(random);
  if (kind < 0.07) return `${DOUBLE_FAMILY.draw(random)} ${apart(middle, given, random, fashion)}`;
  if (kind < 0.073 && sex === 'female') return `${ROYAL.draw(random)} ${apart(middle, given, random, fashion)}`;
  if (kind < 0.17) {
    // Thị stands before another middle name, never after.
    const other = fashion.middle.draw(random);
    const [first, second] = other === 'Thị' ? [other, middle] : [middle, other];
    return `${FAMILY.draw(random)} ${first === second ? '' : `${first} `}${apart(second, given, random, fashion)}`;
  }
  return `${FAMILY.draw(random)} ${apart(middle, given, random, fashion)}`;
}

/** Nobody is called Ngọc Ngọc. */
function apart(middle: string, given: string, random: Random, fashion: Fashion): string {
  while (middle === given) given = fashion.given.draw(random);
  return `${middle} ${given}`;
}

function ofPeople(random: Random, sex: NamedSex): string {
  return PEOPLES.draw(random)
    [sex].map((list) => list.draw(random))
    .join(' ');
}
