import { ownRule } from '../../../platform/routes/own-rule.js';
import { parsePartialInstant } from '../../datatypes/partial-instant.js';

/** A past year, month, day or instant that exists: `2015`, `2015-03`, `2015-03-07`, `2015-03-07T08:30:00+07:00`. */
export function IsPastPartialInstant(): PropertyDecorator {
  const words = {
    vi: 'Phải là năm, tháng, ngày hoặc thời điểm có thật, không ở tương lai, ví dụ 2015, 2015-03 hoặc 2015-03-07.',
    en: 'Must be a year, month, day or instant that exists and is not in the future, such as 2015, 2015-03 or 2015-03-07.',
  };
  return ownRule('past-partial-instant', words, (text) => parsePartialInstant(text, new Date()) !== undefined);
}
