/** What fields about patients, staff and wards are called: `column|tiếng Việt|English`, or `table.column` where one table means something else by it. */
export const PEOPLE = `
about|nói về|about
active|đang dùng|in use
actor_id|người làm|who did it
added_at|thêm lúc|added at
added_by|người thêm|added by
addresses|địa chỉ|addresses
admitted_by|người tiếp nhận|admitted by
attending_id|bác sĩ điều trị|doctor in charge
badge_hash|thẻ (mã băm)|badge (hash)
badge_sealed|thẻ (niêm phong)|badge (sealed)
before|trước khi gộp|before the merge
birth_count|số con trong lần sinh|children of the birth
birth_date|ngày sinh|birth date
birth_date_estimated|ngày sinh ước đoán|birth date is estimated
birth_date_precision|độ chính xác của ngày sinh|how exact the birth date is
birth_order|con thứ mấy trong lần sinh|order within the birth
birth_weight_grams|cân nặng lúc sinh (g)|birth weight (g)
born_at|giờ sinh|born at
cancelled_at|hủy lúc|cancelled at
card_number|số thẻ BHYT|insurance card number
certificate_chain|chứng thư chữ ký|certificate of the signature
checked_at|kiểm tra lúc|checked at
checked_by|người kiểm tra|checked by
class|hình thức|class
cleaning_after_stay|vệ sinh giường sau mỗi người bệnh|beds are cleaned after each stay
code_hash|mã dự phòng (mã băm)|recovery code (hash)
confidentiality|độ mật|confidentiality
confirmed_at|xác nhận lúc|confirmed at
contact|người liên hệ|contact
contacts|người thân|contacts
created_at|tạo lúc|made at
created_by|người tạo|made by
day|ngày|day
deceased_at|tử vong lúc|died at
deceased_undated|tử vong, không rõ lúc nào|died, when is unknown
dismissed_at|xác định là người khác lúc|told apart at
dismissed_by|người xác định là người khác|told apart by
ends_at|kết thúc lúc|ends at
enrolled_at|đăng ký lúc|enrolled at
enrolled_by|người đăng ký|enrolled by
ethnic_group|dân tộc|ethnic group
expires_at|hết hạn lúc|expires at
factor_id|ứng dụng xác thực|authenticator
facility|cơ sở|facility
insurance_period.facility|nơi đăng ký khám chữa bệnh ban đầu|facility of first registration
five_years_from|đủ năm năm liên tục từ|five years in a row since
full_name|họ và tên|full name
gestation_days|tuổi thai (ngày)|gestation (days)
granted_at|cấp lúc|granted at
granted_by|người cấp|granted by
held_at|giữ trên máy|held at the terminal
hospital_wide|trực toàn viện|on call for the whole hospital
id|mã bản ghi|id
identity_unknown|chưa rõ là ai|identity unknown
issuer|hệ thống tài khoản|identity provider
key_hash|khóa máy (mã băm)|key (hash)
kind|loại|kind
linked_at|gắn lúc|linked at
locked_at|khóa lúc|locked at
merged_at|gộp lúc|merged at
merged_by|người gộp|merged by
merged_id|hồ sơ được gộp|record merged
merged_into|gộp vào hồ sơ|merged into
method|cách đăng nhập|how they signed in
mother_id|mẹ|mother
moved|đã chuyển|what moved
mrn|mã người bệnh|medical record number
must_change_password|phải đổi mật khẩu|has to change the password
name|tên|name
name_search|họ tên để tìm|name to search by
name_sort|họ tên để xếp|name to sort by
nationality|quốc tịch|nationality
occupation|nghề nghiệp|occupation
other_id|hồ sơ kia|the other record
parent_id|phiên đăng nhập đầy đủ|full sign-in
password_good_until|mật khẩu tạm dùng đến|lent password good until
password_hash|mật khẩu (mã băm)|password (hash)
patient_id|người bệnh|patient
phones|điện thoại|phones
pin_hash|mã PIN (mã băm)|PIN (hash)
practising_certificate|số chứng chỉ hành nghề|practising certificate
prefix|mọi mã bắt đầu như vậy|every code that begins so
previous_refresh_hash|mã làm mới trước (mã băm)|refresh token before (hash)
public_jwk|khóa công khai|public key
purpose|mục đích|purpose
reason_code|loại lý do|kind of reason
refresh_family|chuỗi mã làm mới (mã băm)|family of refresh tokens (hash)
refresh_hash|mã làm mới (mã băm)|refresh token (hash)
refresh_salt|muối của mã làm mới (mã băm)|salt of the refresh token (hash)
removed_at|bỏ lúc|removed at
retired_at|ngừng dùng lúc|retired at
retired_by|người ngừng dùng|retired by
retired_reason|lý do ngừng dùng|why it was retired
review_note|ghi chú xem xét|note of the review
reviewed_at|xem xét lúc|reviewed at
reviewed_by|người xem xét|reviewed by
revoked_at|thu hồi lúc|revoked at
role|vai trò|role
second_factor|có mã xác thực|with a second factor
seed|khóa của ứng dụng xác thực (mã băm)|seed of the authenticator (hash)
sealed|bản niêm phong|sealed
sensitive|khoa nhạy cảm|sensitive ward
sex|giới tính|sex
staff_id|nhân viên|member of staff
starts_at|bắt đầu lúc|begins at
subject|mã ở hệ thống tài khoản|id at the identity provider
system|hệ|system
terminal|máy|terminal
terminal_id|máy trạm|terminal
thumbprint|dấu của khóa|thumbprint of the key
undone_at|rút lại lúc|taken back at
undone_by|người rút lại|taken back by
undone_reason|lý do rút lại|why it was taken back
updated_at|sửa lúc|changed at
used_at|dùng lúc|used at
user_agent|trình duyệt|browser
username|tên đăng nhập|username
valid_from|giá trị từ|valid from
valid_to|giá trị đến|valid to
version|phiên bản|version
ward_id|khoa|ward
workplace|nơi làm việc, học tập|workplace
last_step|mã xác thực dùng lần cuối|code used last
refreshed_at|làm mới lúc|refreshed at
failed|số lần sai|wrong tries
`;
