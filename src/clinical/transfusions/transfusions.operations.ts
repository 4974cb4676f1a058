import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'Begin a unit of blood, after two people compared patient, unit, groups and expiry at the bedside':
    'Bắt đầu truyền một đơn vị máu, sau khi hai người đối chiếu người bệnh, túi máu, nhóm máu và hạn dùng tại giường',
  'End a unit of blood: it is in, or it was stopped': 'Kết thúc một đơn vị máu: đã truyền xong hoặc ngừng',
  'The units of blood of an encounter, newest first': 'Các đơn vị máu đã truyền của đợt điều trị, mới nhất trước',
});
