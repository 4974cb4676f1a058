import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'List the medicines that a patient takes, at an admission, a transfer or a discharge':
    'Lập bảng đối chiếu thuốc lúc vào viện, chuyển khoa hoặc ra viện',
  'At a transfer and a discharge the medicines in force are on the list by themselves.':
    'Lúc chuyển khoa và ra viện, các thuốc đang có hiệu lực tự có trong bảng.',
  'The reconciliations of an encounter, newest first': 'Các bảng đối chiếu thuốc của một đợt điều trị, mới nhất trước',
  'Add medicines to an open reconciliation': 'Thêm thuốc vào bảng đối chiếu đang mở',
  'Continue, change or stop medicines of the list; when all are decided it is completed':
    'Tiếp tục, đổi hoặc ngừng các thuốc trong bảng; quyết định hết thì bảng hoàn thành',
});
