import type { Localised } from '../../kernel/language.js';

/** What people read of orders: the broken rules of what was typed. */
export const orderWords = {
  codeSpaces: {
    vi: 'Không được có khoảng trắng ở đầu, ở cuối hoặc hai khoảng trắng liền nhau.',
    en: 'Must not begin or end with a space, nor have two in a row.',
  },
  resultWithdrawn: { vi: 'Nơi trả kết quả đã thu hồi kết quả.', en: 'Its result was withdrawn by who reported it.' },
  neededByKind: { vi: 'Loại chỉ định này cần mục này.', en: 'Orders of this kind need it.' },
  notOfKind: { vi: 'Loại chỉ định này không có mục này.', en: 'Orders of this kind do not have it.' },
  oneOrMany: {
    vi: 'Đã có danh sách orders thì không nêu thêm một chỉ định bên cạnh.',
    en: 'Beside a list of orders there is no single one.',
  },
  verbalIsSignedLater: {
    vi: 'Y lệnh miệng có hiệu lực ngay; bác sĩ ra y lệnh ký sau.',
    en: 'A verbal order takes effect at once; its doctor signs it afterwards.',
  },
  saidByDoctor: {
    vi: 'Phải là bác sĩ đang làm việc tại bệnh viện.',
    en: 'Must be a doctor who works at the hospital.',
  },
  setLine: { vi: 'Bộ chỉ định không có dòng này.', en: 'The set has no such line.' },
  timingUnclear: {
    vi: 'Nêu đúng một cách dùng: giờ cố định, khoảng cách giờ, hoặc một lần; nếu không thì dùng khi cần.',
    en: 'Say exactly one: fixed times, an interval, or once; or, without these, when needed.',
  },
  timeTwice: { vi: 'Mỗi giờ chỉ nêu một lần.', en: 'Each time of day only once.' },
  gapAgainstMaximum: {
    vi: 'Số lần tối đa một ngày nhiều hơn số lần mà khoảng cách tối thiểu cho phép.',
    en: 'More times a day than the least gap between two of them leaves room for.',
  },
  scaleWithGap: {
    vi: 'Các khoảng đường huyết phải nối tiếp nhau, từ thấp đến cao, không hở và không chồng lên nhau.',
    en: 'The ranges follow one another from low to high, without a gap or an overlap.',
  },
  scaleMost: {
    vi: 'Liều của chỉ định phải bằng liều cao nhất trong thang, và không phải tốc độ truyền.',
    en: 'The dose of the order is the highest of the scale, and no rate.',
  },
  loadingUnclear: {
    vi: 'Liều nạp chỉ dùng trước liều duy trì theo giờ hoặc theo khoảng giờ, cùng đơn vị với liều duy trì.',
    en: 'A loading dose comes before a maintenance at times or intervals, in the unit of the maintenance.',
  },
  infusionRoute: {
    vi: 'Chỉ thuốc truyền tĩnh mạch, trong xương, dưới da hoặc ngoài màng cứng mới có dịch pha và tốc độ.',
    en: 'Only what runs into a vein, a bone, under the skin or epidurally is diluted and has a rate.',
  },
  infusionAmount: {
    vi: 'Liều ghi theo mL/giờ thì nêu lượng thuốc có trong dịch pha.',
    en: 'Of a dose in mL/h, say how much of the medicine is in the fluid.',
  },
  infusionAmountTwice: {
    vi: 'Liều đã là lượng thuốc pha vào dịch: không nêu lượng lần nữa.',
    en: 'The dose is what goes into the fluid: say no other amount.',
  },
  infusionAmountUnit: {
    vi: 'Lượng thuốc có trong dịch pha ghi theo mg, g, đơn vị, mL, ống…, không ghi theo giờ hay phút.',
    en: 'What is in the fluid is told as mg, g, units, mL or ampoules, not by the hour or minute.',
  },
  infusionRateTwice: {
    vi: 'Liều đã là tốc độ truyền: không nêu tốc độ lần nữa.',
    en: 'The dose is a rate already: say no other one.',
  },
  infusionAlone: {
    vi: 'Thuốc pha truyền không đi cùng thang đường huyết hay liều nạp.',
    en: 'What is diluted has neither a sliding scale nor a loading dose.',
  },
  stopInfusion: {
    vi: '{medicine}: chỉ định đã ngừng lúc {at}, ngừng truyền và ghi lượng dịch đã vào',
    en: '{medicine}: the order ended at {at}, stop it and record how much went in',
  },
  pauseInfusion: {
    vi: '{medicine}: chỉ định tạm dừng lúc {at}, tạm ngừng truyền',
    en: '{medicine}: the order is on hold since {at}, pause it',
  },
  titrationOfRate: {
    vi: 'Khoảng chỉnh tốc độ chỉ dùng khi chỉ định có tốc độ truyền.',
    en: 'Only what has a rate can be set between two rates.',
  },
  titrationOrder: {
    vi: 'Tốc độ thấp nhất phải nhỏ hơn tốc độ cao nhất.',
    en: 'The lowest rate must be below the highest.',
  },
  titrationHoldsRate: {
    vi: 'Tốc độ ban đầu phải nằm trong khoảng được chỉnh.',
    en: 'The first rate must lie between the lowest and the highest.',
  },
  timeOfDay: {
    vi: 'Phải là giờ trong ngày dạng HH:mm, ví dụ 08:00.',
    en: 'Must be a time of day as HH:mm, such as 08:00.',
  },
} as const satisfies Record<string, Localised>;
