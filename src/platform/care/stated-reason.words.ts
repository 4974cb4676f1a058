/** Words that alone say nothing of why somebody opens a record, as they are written with and without their marks. */
export const SAYING_NOTHING: ReadonlySet<string> = new Set(
  [
    // Vietnamese: "no reason", "I need to see this record", "a try".
    'không có lý lí do gì hết đâu vì là bởi tại nên thì mà thử xem coi đọc mở vào hồ sơ bệnh án cần muốn phải được tôi mình em anh chị cho của này đó nó và với chỉ bạn chào biết nữa thôi',
    // The same as typed without marks.
    'khong co ly li do gi het dau vi la boi tai nen thi ma thu coi doc mo vao ho so benh an can muon phai duoc toi minh em anh chi cho cua nay nua thoi va voi biet chao',
    // English.
    'no none nothing not any some something reason because why since just only look looking see seeing view viewing read open opening access check checking record records chart file',
    'need needed want wanted have has had must would like the a an to of for and or in on it its this that these is are was be i me my we us you he she they them ok okay yes hi hello please thanks',
    // What everybody in a hospital does, whoever the patient is.
    'khám điều trị kiểm tra người nhân bác sĩ sỹ thông tin dữ liệu việc công bận vội nhanh ngay rất quá lắm quan trọng trường hợp tình trạng huống tò mò khác nặng',
    'kham dieu tri kiem nguoi nhan bac si sy thong tin du lieu viec cong voi nhanh ngay rat qua lam quan trong truong hop tinh trang huong khac nang',
    'patient patients doctor nurse hospital work working job duty care treatment treat medical clinical purpose purposes case situation help curious curiosity important serious',
    'critical acute very now soon quick quickly fast immediate immediately today info information data details other misc general various personal private request requested',
    'right away once hurry hurried hurrying instantly promptly necessary necessity require required mandatory official officially business professional follow following followed up',
    'followup routine review reviewing reviewed severe severely sick ill badly really someone somebody interest interested interesting whatever ditto above same as',
    // What stands in an empty field, or in an example.
    'sao nhập nhap gõ viết viet đây day ví dụ du string text value placeholder example enter type here fill insert comment note',
    'test testing tests tested try trying dummy sample lorem ipsum blah foo bar baz abc def xyz na nil null undefined',
  ].flatMap((line) => line.normalize('NFC').split(' ')),
);

/** Short forms of medicine that have no vowel and yet say something, such as nhồi máu cơ tim, suy hô hấp, cardiopulmonary resuscitation. */
export const SHORT_FORMS: ReadonlySet<string> = new Set(
  'btbd cpr ctch ctm gcs htkt khhgđ nmct nmn nkh nkq pt ptv rlth shh shhc tbmmn tbmn tkmp tmct tnt tnhh tngt tnsh xhth xhn vt vkdt vfvt dvt dka mi cva hdl pph nstemi bhss tsg svt'.split(
    ' ',
  ),
);

/**
 * That it is urgent, which every break-glass is: it does not say why. Without marks, and as Telex leaves them when Vietnamese typing is
 * off; run together too ("khancap").
 */
export const URGENCY = /^(?:caa?ps?|cu[uws]*|gaa?ps?|khaa?nr?|nguy|emergen(?:cy|cies|t)|urgen(?:cy|tly|t)|asap|stat)+$/;

/**
 * What says nothing together, though each of its words may say something beside others: "tức" of "ngay lập tức" is also that of "tức ngực".
 * Without marks, one space between words.
 */
export const DULL_TOGETHER = new RegExp(
  `(?<!\\p{L})(?:theo )?(?:${[
    // That it is urgent, and how much.
    'lap tuc|tuc (?:thi|khac)|bay gio|voi vang|khan truong|gap rut|hoa toc|uu tien|dot xuat|(?:nhanh|mau) chong|(?:nhanh|mau|le) len|cang (?:nhanh|som) cang tot',
    'cap (?:thiet|bach)|high priority|nghiem trong|nguy hiem',
    // That it has to be, or somebody said so.
    'yeu cau|can thiet|bat buoc|cap tren|lanh dao|chi dao|quy (?:dinh|trinh|che|tac)|nhu (?:tren|cu|da noi)|cho chac(?: chan)?',
    // What everybody in a hospital does there.
    'nghiep vu|chuyen mon|cong (?:tac|vu)|(?:nhiem|phuc) vu|trach nhiem|benh vien(?! khac)|nhan vien|cham soc|(?:kham )?chua benh|tham khao|ho tro|viec rieng|rieng tu|ca nhan',
  ].join('|')})(?!\\p{L})`,
  'gu',
);

/** Reasons that the lists above or their shortness would hide: an operation, a birth, vomiting, the police; an accident, a dry cough, a headache without marks. */
export const TELLING =
  /(?<!\p{L})(?:mổ|mo cap|đẻ|ho khan|dau dau|khan tieng|tai nạn|tai nan|nôn|bệnh nặng|benh nang|công an|cong an)(?!\p{L})/u;

/**
 * That somebody or something is not what it was taken for ("Không phải người bệnh ở đây", "not our patient"), is another's ("Đo của người khác"), or is needed no longer
 * ("Không điều trị nữa"): each of their words alone says nothing. Without marks; what is denied must be named, since "không có lý do" denies
 * nothing but the reason.
 */
export const DENIAL = new RegExp(
  [
    '(?:khong|chua|ko|chang) (?:phai|thuoc|dung|con)(?: (?:la|cua))? (?:mot )?(?:nguoi|benh|bn|nb|ho so|truong hop|bac si|thong tin)',
    '(?:nguoi benh|nguoi|benh nhan|bn|nb) (?:nay )?(?:khong|chua|ko) (?:co )?(?:o|con|den|kham|dieu tri|muon|can)',
    '(?:cua|cho|sang|vao|voi|la) (?:mot )?(?:nguoi benh|nguoi|benh nhan|bn|nb|ho so|benh an) (?:khac|kia)',
    '(?:khong|chua|ko) (?:can |con |muon |phai )?(?:dieu tri|kham)',
    '(?:not|no longer|never) (?:a |an |any |our |my |the |this |that |in )*(?:patients?|records?|charts?|case|information)',
    '(?:no|not|without|refused|wants? no) (?:more |further |need for )?(?:treatment|care)',
  ]
    .map((said) => `(?<!\\p{L})(?:${said})(?!\\p{L})`)
    .join('|'),
  'u',
);
