/**
 * Writes many patients fast, by SQL as the owner of the tables: names as Vietnamese hospitals have them (38 % Nguyễn, four in ten with the
 * middle name Thị, given names of which the commonest is borne by 3 %, and in a hundred names one word that hardly anyone has), a CCCD,
 * a telephone number and a birth date each. The same seed gives the same patients, apart from their ids.
 */
export const MANY_PATIENTS = `
  WITH
  family AS (SELECT ARRAY['nguyen','tran','le','pham','hoang','phan','vu','huynh','vo','dang','bui','do','ho','ngo','duong','ly','dao',
      'doan','vuong','trinh','dinh','truong','lam','phung','mai','to','ha','ta','cao','luu','chau','quach'] AS words,
    ARRAY[.38,.49,.585,.655,.695,.735,.765,.79,.815,.836,.856,.87,.883,.896,.906,.911,.92,.928,.935,.942,.948,.955,.96,.965,.97,.974,
      .978,.982,.986,.99,.993]::float8[] AS upto),
  middle AS (SELECT ARRAY['van','duc','minh','ngoc','thanh','quoc','huu','dinh','xuan','cong','hoang','anh','quang','gia','bao','thi']
      AS words, ARRAY[.42,.49,.56,.6,.65,.69,.73,.77,.8,.83,.87,.89,.93,.96,.995]::float8[] AS upto),
  second AS (SELECT ARRAY['ngoc','thu','kim','thanh','hong','phuong','minh','bich','my','van','tuyet','anh','thuy','mai','lan','hoai'] AS
      words, ARRAY[.17,.29,.39,.47,.55,.62,.68,.73,.78,.83,.87,.9,.93,.95,.98]::float8[] AS upto),
  given AS (SELECT ARRAY['anh','linh','hung','huong','trang','thao','hoa','hien','tuan','dung','ha','nam','long','phuong','hai','lan',
      'minh','duc','son','nga','thuy','hang','hieu','mai','binh','yen','cuong','thanh','tam','van','quan','vy','khanh','nhung','nhi','tung',
      'dat','hanh','loan','huy','kien','ngan','my','oanh','quynh','tien','thang','vinh','phuc','chi','giang','ngoc','bao','chau','dao',
      'diep','gam','khoa','lam','loc','nghia','nhan','phat','quang','sang','tai','thinh','toan','tri','trung','truc','uyen','xuan'] AS words),
  drawn AS MATERIALIZED (
    SELECT n, random() AS r1, random() AS r2, random() AS r3, random() AS r4, random() AS r5, random() AS r6, random() AS r7
      FROM generate_series($1::int, $2::int) n),
  named AS (
    SELECT n, r6 < 0.5 AS woman, r5,
      family.words[1 + width_bucket(r1, family.upto)] AS family,
      CASE WHEN r6 < 0.4 THEN 'thi' ELSE middle.words[1 + width_bucket(r2, middle.upto)] END AS middle,
      CASE WHEN r3 < 0.35 THEN second.words[1 + width_bucket(r3 / 0.35, second.upto)] END AS second,
      -- The further in the list, the rarer; one in a hundred has a given name of its own making.
      CASE WHEN r7 < 0.01 THEN translate(substr(md5(n::text), 1, 5), '0123456789', 'ghnoitrvxu')
        ELSE given.words[1 + floor(cardinality(given.words) * power(r4, 1.7))::int] END AS given
      FROM drawn, family, middle, second, given),
  added AS (
    INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision, phones)
    SELECT '79016-8' || lpad(n::text, 7, '0'), initcap(concat_ws(' ', family, middle, second, given)),
      concat_ws(' ', family, middle, second, given), concat_ws(' ', given, family, middle, second),
      CASE WHEN woman THEN 'female' ELSE 'male' END, DATE '1936-01-01' + floor(r5 * 33000)::int, 'day',
      ARRAY['+849' || lpad(((n::bigint * 7919) % 100000000)::text, 8, '0')]
      FROM named ORDER BY n
    RETURNING id, mrn)
  INSERT INTO patient_identifier (patient_id, system, value)
  SELECT id, 'https://benhan.vn/fhir/sid/cccd', '0790' || lpad(right(mrn, 7), 8, '0') FROM added`;
