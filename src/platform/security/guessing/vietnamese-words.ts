/**
 * What people in Vietnam, and in a hospital, build passwords of: without accents, as they are typed into a field that shows
 * stars. Words of one syllable and what is said in one breath are apart, for a guesser tries the second as a whole.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The syllables met most often: everyday words, numbers, colours, animals, plants, family, body, names. */
export const SYLLABLES = words(`
  a ac ai an anh ao ban bang banh bao bat bau bay be ben beo bi bia bien biet binh bo boi bon bong bot bua buc bui buon buong but ca cai cam
  can canh cao cat cau cay cha chac cham chan chang chanh chao chat chau chay che chi chia chiec chien chieu chim chin chinh cho choi chon
  chong chot chu chua chuc chung chuoi chuong chut chuyen co coc coi com con cong cu cua cuc cung cuoc cuoi cuon da dai dam dan dang danh dao
  dat dau day de dem den deo dep di dia dich diem dien diet dieu dinh do doan doc doi don dong du dua duc dung duoc duoi duong em gai gan
  gap gat gau ghe ghen ghet ghi gi gia giac giai giam gian giao giau giay gio gioi gion giu giua go gom gui ha hac hai ham han hang hanh hao
  hat hau hay he hen heo het hi hien hieu hinh ho hoa hoai hoan hoang hoc hoi hom hon hong hop hu hue hung huong huu huy huyen ich im it ke
  keo ket khac khach khang khanh khi khe khen kho khoa khoai khoc khoe khoi khong khuc khung khuya kia kich kien kim kinh ky la lac lai lam
  lan lanh lao lau le len leo lich lien linh lo loan loc loi lon long lop lua luan luc lung luon luong luu luyen ly ma mac mai man mang manh
  mat mau may me men meo mi mien minh mit mo moc moi mom mon mong mot mu mua mui mung muoi muon muong my nai nam nang nao nau nay nem nen
  neu nga ngan ngang ngay nghe nghi nghia nghiem ngoai ngoan ngoc ngon ngot ngu ngua nguoi nguon nguyen nguyet nha nhac nhan nhanh nhat nhau
  nhe nhi nhien nhieu nhin nho nhu nhung ninh no noc noi non nong nu nua nui nuoc nuoi o oanh oc on ong pha phai pham phan phap phat phe phi
  phim pho phong phu phuc phung phuoc phuong qua quan quang que quen quoc quy quyen quyet quynh ra rang ranh rat rau ren reo roi rong ru rua
  rung ruoi ruou sach sai san sang sao sap sat sau say si sinh so soc soi som son song su sua suc sung suoi suong ta tai tam tan tang tao tap
  tat tau tay te tem ten tet tha thac thach thai tham than thang thanh thao thap that thau thay the them theo thep thi thich thien thieu thinh
  tho thoa thoi thom thon thong thu thua thuan thuc thue thung thuoc thuong thuy thuyen ti tiec tien tieng tiep tiet tieu tim tin tinh to toan
  toc toi tom ton tong tot tra trai tram tran trang tranh trau tre tren treo tri trieu trinh tro troi trom tron trong tru truc trung truoc
  truong truyen tu tuan tung tuoi tuong tuyen tuyet ty uoc uong uy van vang vat vay ve ven vi viec vien viet vinh vo voi von vong vu vua vui
  vung vuon vuong xa xac xanh xay xe xem xin xinh xoai xong xua xuan xuat xuong y yen yeu
`);

/** What is said in one breath: love, wishes, the hospital, the country, full names, and what stands in for a password. */
export const PHRASES = words(`
  matkhau matkhaucuatoi matma matkhaumoi doimatkhau khongcomatkhau quenmatkhau khongnho khongbiet dangnhap taikhoan nguoidung quantri quantrivien
  yeuem yeuanh anhyeuem emyeuanh anhyeuemnhieu emyeuanhnhieu toiyeuem toiyeuanh yeuemmaimai yeuanhmaimai maimai maiyeuem maiyeuanh yeuemnhieulam
  yeuanhnhieulam nhoem nhoanh nhoemnhieu nhoanhnhieu anhnhoem emnhoanh conyeume conyeucha conyeubo toiyeuvietnam yeuvietnam emyeutruong tinhyeu
  tinhyeucuatoi giadinh giadinhtoi hanhphuc hanhphucnhe xinchao xincamon camon chaoban chaoem chaoanh tambiet chucmung chucmungnammoi
  chucmungsinhnhat sinhnhat nammoi tetnguyendan mungxuan monghaihoa cuatoi cuaem cuaanh cuachungta chungta chungtoi chungminh motminh motnguoi
  hainguoi motmottamba motdoi mottraitim traitim traitimtoi nguoiyeu nguoiyeucu nguoiyeutoi vochong voyeu chongyeu conyeu concung congai contrai
  beyeu emyeu anhyeu meyeu boyeu bame chame bomeyeu ongba anhem anhchi chiem banbe bantoi banthan
  vietnam vietnamvodich hanoi saigon tphcm thanhpho hochiminh thanhphohochiminh danang haiphong cantho nhatrang dalat vungtau quangninh nghean
  thanhhoa bacninh thaibinh namdinh dongnai binhduong longan tiengiang bentre kiengiang camau hanam hatinh quangnam quangngai binhdinh
  benhvien benhvienhuyen benhvientinh benhviendakhoa dakhoa benhan hosobenhan hoso benhnhan nguoibenh bacsi bacsigioi dieuduong yta ysi duocsi
  thaythuoc khoanoi khoangoai khoanhi khoasan khoaduoc khoacapcuu capcuu hoisuc phauthuat phongmo phongkham phongtruc tructrua trucdem trucban
  xetnghiem chandoan xquang sieuam noisoi yte boyte soyte baohiem baohiemyte bhyt nhanvien truongkhoa truongphong giamdoc ketoan hanhchinh
  thuocmen thuocbo suckhoe chamsoc luongynhutumau nguyenvan nguyenthi tranvan tranthi levan lethi phamvan phamthi hoangvan hoangthi vuvan vuthi
  dangvan dangthi buivan buithi dovan dothi hovan hothi ngovan ngothi duongvan duongthi lyvan lythi phanvan phanthi thanhhuong thanhthuy thanhtam
  thanhtung thanhlong thuhuong thuha thuhien thuthuy thuytrang thuylinh thuyduong minhanh minhduc minhhoang minhtuan minhquan minhkhoi minhchau
  ngocanh ngoclan ngochan ngocmai ngoctrinh kimanh kimngan kimlien kimoanh hongnhung honghanh hongphuc quanghuy quanghai quangminh quocanh quocbao
  quockhanh ducanh ductrung duchuy anhtuan anhthu anhduc anhdung vananh vanhung vannam giabao giahuy giahan hoanglong hoanganh hoangnam hoangyen
  phuonganh phuongthao phuonglinh quynhanh quynhnhu baongoc baoanh baochau tuananh tuankiet tuanminh xuanmai xuantruong congphuong vanhau
  motha motbaba mothaibabon mothaibabonnam sotmot khongmothaiba
  hoahong hoasen hoamai hoadao hoaphuong hoacuc conmeo concho concop conrong consutu congau conga conheo congchua hoangtu thienthan
  bongda vodich choigame lienquan lienminh tudo tudohanhphuc doclaptudohanhphuc bachkhoa daihocy daihocyhanoi truonghoc hocsinh
  sinhvien giaovien thaygiao cogiao toanhoc tienganh tiengviet lambang thangloi thanhcong maymanmaiman mayman phattai phatloc phuquy anlac anbinh
  binhan binhyen vuive vuitinh dethuong xinhdep deptrai xinhgai dangyeu dangghet ngocnghech dienloan dienkhung khungkhiep nhunhau quatuyet quatroi
  trangthai tuyetvoi troioi choioi lamsao taisao thenao nhuthenao khongsao khongco khongthe khongquen nhomai nhomaimai motngay ngaymai homnay homqua
  buoisang buoitoi chieutim thuhanoi muaxuan muathu muadong muaha muaroi nangmua bautroi bienxanh bienca nuicao dongnuoc quehuong
  tinhban tinhme longme onme congcha cong motnam hainam namnam muoinam
`);
