import { describe, expect, it } from '@jest/globals';
import { saysSomething } from './stated-reason.rules.js';

/** As who types Vietnamese without marks writes it. */
const withoutMarks = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');

describe('A reason', () => {
  it.each([
    ...['Co giật', 'Ngừng tuần hoàn tại sảnh', 'Cardiac arrest', 'resuscitation', 'Sốc', 'sua'],
    'Co giật'.normalize('NFD'),
    ...['NMCT', 'CPR', 'SHH cấp', 'TBMMN', 'Trẻ sốt cao', 'tre sot', 'Ho ra máu', 'Mổ lại', 'Không thở', 'khong tho'],
    ...['Cần xem thuốc chống đông', 'Bệnh nặng', 'no pulse', 'test results are critical', 'GCS 6', 'ghi nhận dị ứng'],
    ...['đau ngực', 'dau nguc', 'Ngộ độc', 'Seizure', 'called to the ward', 'bỏng', 'đẻ rơi', 'hôn mê', 'allergy?'],
    // Short, and said with the urgency that says nothing by itself; with their marks, without them, and as two letters each.
    ...[
      'ngừng tim',
      'cấp cứu ngừng tim',
      'sốc phản vệ',
      'hôn mê',
      'co giật',
      'mổ cấp cứu',
      'đau đầu',
      'ho khan',
      'tai nạn',
      'nôn ra máu',
      'SHH cấp',
      'ngạt',
    ].flatMap((reason) => [reason, reason.normalize('NFD'), withoutMarks(reason), reason.toUpperCase()]),
    ...[
      'khàn tiếng',
      'tai nạn',
      'ngã',
      'phát ban',
      'vỡ ối',
      'suy tim cấp',
      'nguy kịch',
      'uống nhầm thuốc',
      'sặc',
      'tím tái',
    ],
    ...[
      'asthma attack',
      'anaphylaxis',
      'dyspnoea',
      'STEMI',
      'stroke',
      'sepsis',
      'arrhythmia',
      'emergency surgery',
      'fell',
    ],
    ...[
      'acute abdomen',
      'urgent: bleeding',
      'khám thai',
      'đổi ca trực',
      'COPD',
      'SpO2 thấp',
      'BN sốt',
      'rắn cắn',
      'thắt cổ',
    ],
  ])('%p says something', (reason) => expect(saysSomething(reason)).toBe(true));

  it.each([
    ...['x', '.', '', '   ', '…', '......', '123456 789', 'a b c d e', 'xxxxxxxxxx', 'xx xx', 'aaa aaa', 'aa bb'],
    ...['-- --', 'x.x.x.x', '🙂🙂'],
    // Typed over and over, in Telex too.
    ...['asdf asdf', 'asdasd', 'ádád', 'hahaha', 'lalala', 'abcabc', 'testtest', 'aaaaab', 'xyxyxy', 'ababab cdcdcd'],
    // One word said twice, however long.
    ...['sốc sốc', 'cấp CẤP cấp', 'emergency emergency'],
    // Along the keyboard and the alphabet.
    ...[
      'qwerty',
      'qwertyuiop',
      'asdfgh jkl',
      'qwe asd zxc',
      'qweasd',
      'poiuy lkjh',
      'qaz wsx edc',
      'abcdef',
      'abc xyz',
      'ｑｗｅｒｔｙ',
    ],
    // Without a vowel.
    ...['fgh dfg', 'sdfsdg', 'bcd', 'hjkl vbnm', 'ghf'],
    ...['sdfa', 'adgjl', 'kjashd', 'fdsaf', 'jkahsd', 'wqeoiruz'],
    // That it is urgent, which every one of them is; what is true of every patient.
    ...[
      'cấp',
      'cứu',
      'gấp',
      'khẩn',
      'cấp cứu',
      'khẩn cấp',
      'gấp lắm',
      'rất gấp',
      'cấp gấp',
      'nguy cấp',
      'trường hợp cấp cứu',
    ].flatMap((reason) => [
      reason,
      reason.normalize('NFD'),
      withoutMarks(reason),
      reason.toUpperCase(),
      `${reason}!!!`,
    ]),
    ...[
      'câp cưu',
      'khẫn câp',
      'caaps cuwsu',
      'capcuu',
      'gấppp',
      'c\u200bấp c\u2060ứu',
      'cấp cứu 115',
      'cấp-cứu',
      'ＣẤＰ',
    ],
    ...[
      'emergency',
      'URGENT',
      'urgenttt',
      'asap',
      'medical emergency',
      'emergency case',
      'very urgent',
      'help',
      'critical',
    ],
    ...[
      'bệnh nhân',
      'người bệnh',
      'bác sĩ',
      'điều trị',
      'khám bệnh',
      'kiểm tra',
      'việc',
      'treatment',
      'patient care',
      'work',
    ],
    // In either language.
    ...[
      'test',
      'Test test',
      'thử',
      'không có lý do',
      'khong co ly do',
      'cần xem hồ sơ bệnh án',
      'xem bệnh án',
      'tôi cần',
    ],
    ...['no reason', 'because', 'I need to see this record', 'just looking', 'N/A', 'lorem ipsum', 'hello', 'ok ok'],
  ])('%p says nothing', (reason) => expect(saysSomething(reason)).toBe(false));
});
