import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const register = (body: object, headers?: Record<string, string>) =>
  world.as('registrar').post('/api/v1/patients', body, headers);
const ANH = { fullName: 'Nguyễn Thị Ánh', sex: 'female' };
const countOf = async () => elementAt(await world.sql<{ n: number }>('SELECT count(*)::int AS n FROM patient'), 0).n;
const numberOf = (mrn: string) => Number(mrn.split('-')[1]);
type Errors = { pointer: string; rule: string; message: string }[];

describe('Registering a patient', () => {
  it('issues an MRN, keeps what was given in its normal form, and is on the trail', async () => {
    const answer = await register({
      ...ANH,
      fullName: '  Nguyễn   Thị\u200b Ánh ',
      birthDate: '1990-05-12',
      identifiers: [
        { system: 'CCCD', value: '079 190 001 234' },
        { system: 'bhyt', value: 'dn4790123456789' },
      ],
      phones: ['0903 123 456', '024.3825.3531'],
      addresses: [{ text: '12 Lê Văn Chí', province: 'Thành phố Hồ Chí Minh' }],
      contacts: [{ name: 'Nguyễn Văn Bình', relationship: 'chồng', phone: '0903123457' }],
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body).toMatchObject({
      fullName: 'Nguyễn Thị Ánh',
      birthDate: '1990-05-12',
      identifiers: [
        { system: 'https://benhan.vn/fhir/sid/mrn', value: answer.body.mrn },
        { system: 'https://benhan.vn/fhir/sid/cccd', value: '079190001234' },
        { system: 'https://benhan.vn/fhir/sid/bhyt', value: 'DN4790123456789' },
      ],
      phones: ['+84903123456', '+842438253531'],
      contacts: [{ name: 'Nguyễn Văn Bình', relationship: 'chồng', phone: '+84903123457' }],
      warnings: [],
    });
    const events = await world.sql(
      `SELECT entity, username FROM audit.event WHERE kind = 'create' AND patient_id = $1 ORDER BY id`,
      [answer.body.id],
    );
    expect(events).toEqual([
      { entity: 'patient', username: 'registrar' },
      { entity: 'patient_identifier', username: 'registrar' },
      { entity: 'patient_identifier', username: 'registrar' },
    ]);
  });

  it.each(['1950', '1950-03', '1952-02-29'])('keeps the birth date %s as it is known', async (birthDate) => {
    const { body } = await register({ ...ANH, birthDate });
    expect(body.birthDate).toBe(birthDate);
    const read = await world.as('registrar').get(`/api/v1/patients/${body.id}`);
    expect(read.body.birthDate).toBe(birthDate);
  });

  it('warns of a CCCD that says another sex or year, and registers nevertheless', async () => {
    const identifiers = [{ system: 'cccd', value: '079085000001' }];
    const answer = await register({ ...ANH, fullName: 'Phạm Thị Cảnh Báo', birthDate: '1990', identifiers });
    expect(answer.status).toBe(201);
    expect(answer.body.warnings).toEqual(['cccd-sex-differs', 'cccd-birth-year-differs']);
  });

  it('numbers without a gap when 20 register at once and others fail in between', async () => {
    const taken = { system: 'cccd', value: '001190000001' };
    const { mrn } = await aPatient(world, { identifiers: [taken] });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => register({ ...ANH, ...(index % 2 ? { identifiers: [taken] } : {}) })),
    );
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(20);
    const numbers = answers.filter(({ status }) => status === 201).map(({ body }) => numberOf(body.mrn as string));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => numberOf(mrn) + 1 + index));
  });

  it('registers one patient however often the same request arrives, also at once', async () => {
    const headers = { 'Idempotency-Key': 'register-1' };
    const before = await countOf();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(ANH, headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1);
    expect(await countOf()).toBe(before + 1);
    expect((await register({ ...ANH, sex: 'male' }, headers)).status).toBe(422);
  });

  it('gives an identifier to one patient only, also when two come at once', async () => {
    const identifiers = [{ system: 'cccd', value: '001190000002' }];
    const answers = await Promise.all([register({ ...ANH, identifiers }), register({ ...ANH, identifiers })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body).toMatchObject({
      type: 'https://benhan.vn/problems/identifier-taken',
      title: 'Giấy tờ này đã thuộc về một người bệnh khác',
    });
  });

  it.each([
    "Robert'); DROP TABLE patient;--",
    '<script>alert("x")</script>',
    '{{7*7}} ${jndi:ldap://x}',
    'Ma%Ro_ \\ "A" `B`',
    "Ksor H'Nhi Êđê",
    'Αθηνά 山田 Љубица',
    'Đỗ 👩🏽 Hoà',
  ])('keeps the name %p as it is', async (fullName) => {
    const { status, body } = await register({ fullName, sex: 'other' });
    expect(status).toBe(201);
    expect(body.fullName).toBe(fullName);
    expect((await world.as('registrar').get(`/api/v1/patients/${body.id}`)).body.fullName).toBe(fullName);
  });
});

describe('What looks like a slip', () => {
  const wordsOf: Readonly<Record<string, string>> = {
    'name-keystrokes': 'Họ tên có thể còn sót phím gõ dấu, chẳng hạn “Nguyeenx”; kiểm tra lại',
    'name-lower-case': 'Họ tên viết toàn chữ thường',
    'age-over-110': 'Người bệnh trên 110 tuổi; kiểm tra lại năm sinh',
    'cccd-sex-differs': 'Giới tính khác với số CCCD',
    'cccd-birth-year-differs': 'Năm sinh khác với số CCCD',
    'cccd-birthplace-not-a-province': 'Ba số đầu của CCCD không phải mã tỉnh',
  };
  it.each<[string, object, string[]]>([
    ['a name in NFD, in two spaces', { fullName: 'Đoàn  Thị  Hường'.normalize('NFD') }, []],
    ['Telex left-overs', { fullName: 'Nguyeenx Thij Hoaf' }, ['name-keystrokes']],
    ['VNI left-overs', { fullName: 'Nguye6n4 Văn An' }, ['name-keystrokes']],
    ['lower case', { fullName: 'phan thị lành' }, ['name-lower-case']],
    ['a name of one word', { fullName: 'Zơrâm' }, []],
    ['a name with hyphens and apostrophes', { fullName: 'H’Linh Ksor-Mlô' }, []],
    ['a foreigner', { fullName: 'Max Lars', nationality: 'DE' }, []],
    ['somebody of 120 years', { birthDate: '1906-01-02' }, ['age-over-110']],
    ['a number of a man', { identifiers: [{ system: 'cccd', value: '079.090.000.321' }] }, ['cccd-sex-differs']],
    [
      'a number of another year',
      { identifiers: [{ system: 'cccd', value: '079191000321' }] },
      ['cccd-birth-year-differs'],
    ],
    [
      'a card that is the citizen number',
      { identifiers: [{ system: 'bhyt', value: '079290000321' }] },
      [...['cccd-sex-differs', 'cccd-birth-year-differs']],
    ],
    [
      'a number of no province',
      { identifiers: [{ system: 'cccd', value: '097190000321' }] },
      ['cccd-birthplace-not-a-province'],
    ],
  ])('%s is taken, and told in words', async (_, fields, warnings) => {
    const person = { fullName: 'Lưu Thị Xem Lại', sex: 'female', birthDate: '1990-05-12', ...fields };
    const { status, body } = await register(person);
    const own = (body.warnings as string[]).filter((code) => code !== 'possible-duplicate');
    expect([status, own]).toEqual([201, warnings]);
    expect(body.warningTexts).toEqual(expect.arrayContaining(warnings.map((code) => wordsOf[code])));
    expect(body.fullName).toBe(person.fullName.normalize('NFC').replace(/\s+/g, ' '));
    expect((await world.as('registrar').get(`/api/v1/patients/${body.id}`)).body.warnings).toEqual(warnings);
  });
});

describe('Identifiers', () => {
  it.each([
    ['cccd', '001085012345'],
    ['cmnd', '012345678'],
    ['bhyt', 'HS4010120878811'],
    ['bhyt', '0120878811'],
    ['passport', 'c1234567'],
    ['https://other.vn/sid', 'Mã số 12'],
  ])('takes %s %s', async (system, value) => {
    expect((await register({ ...ANH, identifiers: [{ system, value }] })).status).toBe(201);
  });

  it.each([
    ['cccd', '07919000123', 'cccd-12-digits'],
    ['cccd', '07919000123x', 'cccd-12-digits'],
    ['cccd', '000190001234', 'cccd-birthplace'],
    ['cccd', '079990001234', 'cccd-century'],
    ['cmnd', '1234567890', 'cmnd-9-digits'],
    ['bhyt', 'DN9790123456789', 'bhyt-format'],
    ['bhyt', '123', 'bhyt-format'],
    ['passport', 'C-1', 'passport-format'],
    ['mrn', '79016-00000001', 'mrn-is-issued'],
    ['giấy phép lái xe', '1', 'identifier-system-unknown'],
    ['https://other.vn/sid', '\u0007', 'foreign-identifier-1-to-100-visible-characters'],
  ])('refuses %s %p: %s', async (system, value, rule) => {
    const before = await countOf();
    const answer = await register({ ...ANH, identifiers: [{ system, value }] });
    expect(answer.status).toBe(400);
    expect((answer.body.errors as Errors).map((error) => error.rule)).toEqual([rule]);
    expect(answer.body.errors[0].pointer).toMatch(/^\/identifiers\/0\//);
    expect(await countOf()).toBe(before);
  });
});

describe('What cannot be a patient', () => {
  it.each(['\u202e', '\u2066', '\u200f', '\u200d', '\u{e0041}'])('a name with the unseen %j', async (unseen) => {
    const { status, body } = await register({ ...ANH, fullName: `Nguyễn ${unseen}Ánh` });
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/fullName', rule: 'invisible-character' }]]);
  });

  it.each([
    [{}, ['/fullName', '/sex']],
    [{ ...ANH, fullName: '' }, ['/fullName']],
    [{ ...ANH, fullName: '...' }, ['/fullName']],
    [{ ...ANH, fullName: 'A\nB' }, ['/fullName']],
    [{ ...ANH, fullName: 'x'.repeat(201) }, ['/fullName']],
    [{ ...ANH, fullName: ['Nguyễn'] }, ['/fullName']],
    [{ ...ANH, sex: 'nữ' }, ['/sex']],
    [{ ...ANH, sex: null }, ['/sex']],
    [{ ...ANH, birthDate: '2026-02-30' }, ['/birthDate']],
    [{ ...ANH, birthDate: '2999-01-01' }, ['/birthDate']],
    [{ ...ANH, birthDate: '1800' }, ['/birthDate']],
    [{ ...ANH, birthDate: '12/05/1990' }, ['/birthDate']],
    [{ ...ANH, birthDate: 1990 }, ['/birthDate']],
    [{ ...ANH, phones: '0903123456' }, ['/phones']],
    [{ ...ANH, phones: ['12'] }, ['/phones']],
    [{ ...ANH, identifiers: [{ system: 'cccd' }] }, ['/identifiers/0/value']],
    [{ ...ANH, identifiers: { system: 'cccd', value: '1' } }, ['/identifiers']],
    [{ ...ANH, identifiers: Array.from({ length: 21 }, () => ({ system: 'cccd', value: '1' })) }, ['/identifiers']],
    [{ ...ANH, contacts: [{ name: 'Bình', phone: 'x' }] }, ['/contacts/0/phone']],
    [{ ...ANH, addresses: [{ text: 'x', country: 'y' }] }, ['/addresses/0/country']],
    [{ ...ANH, mrn: '79016-00000001' }, ['/mrn']],
    [{ ...ANH, id: '01900000-0000-7000-8000-000000000000', version: 7 }, ['/id', '/version']],
    [{ ...ANH, deceasedAt: '2020-01-01T00:00:00Z' }, ['/deceasedAt']],
  ])('%p is refused, naming %p', async (body, pointers) => {
    const before = await countOf();
    const answer = await register(body);
    expect(answer.status).toBe(400);
    expect([...new Set((answer.body.errors as Errors).map(({ pointer }) => pointer))].sort()).toEqual(pointers);
    expect(await countOf()).toBe(before);
  });

  it.each([
    ['vi', 'Phải là ngày có thật', 'Dữ liệu gửi lên không hợp lệ'],
    ['en', 'Must be a date that exists', 'The request is not valid'],
  ])('is explained in the language asked for: %s', async (language, message, title) => {
    const wrong = { fullName: '1', sex: 'x', birthDate: '2026-02-30', phones: ['1'], nick: 'x' };
    const { body } = await register(wrong, { 'Accept-Language': `${language}-VN;q=0.9, fr;q=0.2` });
    expect(body.title).toBe(title);
    const errors = body.errors as Errors;
    expect(errors.find(({ pointer }) => pointer === '/birthDate')?.message).toContain(message);
    expect(errors.map(({ rule }) => rule).sort()).toEqual(
      ['in', 'partial-date', 'person-name', 'phone', 'unknown-field'].sort(),
    );
    const vietnamese = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;
    for (const error of errors) expect(vietnamese.test(error.message)).toBe(language === 'vi');
  });

  it('is not registered by those who may not', async () => {
    for (const role of ['lab', 'auditor', 'admin'] as const) {
      expect((await world.as(role).post('/api/v1/patients', ANH)).status).toBe(403);
    }
    expect((await world.anonymous.post('/api/v1/patients', ANH)).status).toBe(401);
  });
});
