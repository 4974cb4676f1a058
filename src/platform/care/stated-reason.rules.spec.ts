import { describe, expect, it } from '@jest/globals';
import { saysSomething } from './stated-reason.rules.js';

describe('A reason', () => {
  it.each([
    ...['Co giật', 'Ngừng tuần hoàn tại sảnh', 'Cấp cứu', 'CẤP CỨU!', 'Cardiac arrest', 'resuscitation', 'Sốc', 'sua'],
    'Co giật'.normalize('NFD'),
    ...['NMCT', 'CPR', 'SHH cấp', 'TBMMN', 'Trẻ sốt cao', 'tre sot', 'Ho ra máu', 'Mổ lại', 'Không thở', 'khong tho'],
    ...['Cần xem thuốc chống đông', 'Bệnh nặng', 'no pulse', 'test results are critical', 'GCS 6', 'ghi nhận dị ứng'],
    ...['đau ngực', 'dau nguc', 'Ngộ độc', 'Seizure', 'called to the ward', 'bỏng', 'đẻ rơi', 'hôn mê', 'allergy?'],
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
