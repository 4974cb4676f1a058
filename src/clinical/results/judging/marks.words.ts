/** Words beside a number that say where it lies, and nothing else of it; alone they say that it lies beyond. */
export const FAR = [
  ...['rất cao', 'quá cao', 'hơi cao', 'cao', 'rất thấp', 'quá thấp', 'hơi thấp', 'thấp'],
  ...['tăng cao', 'tăng nhẹ', 'tăng', 'giảm nhẹ', 'giảm', 'bất thường', 'vượt ngưỡng', 'quá ngưỡng'],
  ...['very high', 'high', 'hi', 'very low', 'low', 'lo', 'abnormal', 'over range', 'out of range'],
];
export const NORMAL = ['bình thường', 'normal'];
/** That somebody has to be told at once. */
export const URGENT = [
  ...['báo động', 'nguy kịch', 'nguy hiểm', 'critically high', 'critically low', 'critical high', 'critical low'],
  ...['critical', 'crit', 'panic'],
];

/** Among words without a number: that it was beyond what can be measured, as of blood that does not clot. */
export const BEYOND_MEASURING = [
  'ngưỡng đo',
  'giới hạn đo',
  'thang đo',
  'không đông',
  'over',
  'above',
  'below',
  'no clot',
];

/** Words in the place of `>` and `<`. */
export const ABOVE = ['trên', 'lớn hơn', 'cao hơn', 'above', 'over', 'greater than', 'more than'];
export const BELOW = ['dưới', 'nhỏ hơn', 'thấp hơn', 'below', 'under', 'less than'];

/** How what stands in brackets begins when it tells of another time or of another measuring. */
export const ANOTHER_TIME = [
  ...['trước', 'cũ', 'hôm', 'lần', 'lặp'],
  ...['prev', 'before', 'earlier', 'old', 'was', 'repeat'],
];

/** Numbers in the words of a result that measure nothing: hours, days, and which time or tube it was. */
export const NOT_MEASURED = [
  /\d{1,2}\s?(?::|h|g|giờ)\s?\d{2}(?!\d)/giu,
  /\d{1,2}[/-]\d{1,2}[/-]\d{2,4}/gu,
  /(?<!\p{L})(?:ngày|lúc|lần|ống|lọ|mẫu số|sau|day|no\.|tube|run|repeat|after)\s*\d+(?:[/-]\d+)*(?![.,]?\d)/giu,
];
