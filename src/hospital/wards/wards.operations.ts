import { inVietnamese } from '../../platform/routes/operation-words.js';

inVietnamese({
  'The wards, by code': 'Các khoa, theo mã',
  'Open a ward': 'Mở một khoa',
  'Rename a ward, take it out of service or back into it, mark it sensitive (merge patch)':
    'Đổi tên khoa, ngừng hoặc cho hoạt động lại, đánh dấu khoa cần giữ kín (merge patch)',
  'Put a bed into a room of the ward; the room is made when it is new':
    'Thêm giường vào một buồng của khoa; buồng mới thì được tạo',
  'The beds, by ward, room and code, and whether each is free; who lies in them is on the board':
    'Các giường, theo khoa, buồng và mã, giường nào trống; ai nằm thì xem ở bảng theo dõi',
  'Take a bed out of service or back into it, or rename it (merge patch)':
    'Ngừng dùng một giường hoặc cho dùng lại, hoặc đổi mã giường (merge patch)',
  'Reserve a bed, have it cleaned, take it out of service, or give it free':
    'Giữ giường, báo vệ sinh giường, ngừng dùng hoặc báo giường trống',
  'Put many beds into rooms of the ward at once: all, or none':
    'Thêm nhiều giường vào các buồng của khoa một lần: tất cả hoặc không giường nào',
});
