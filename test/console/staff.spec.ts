import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { issuedCertificate } from '../../src/platform/keys/certificates/issued-certificate.js';
import { expectNoFaults, startScreens, type Screen, type Screens } from '../support/browser.js';
import { CLIENT, startIdentityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

const DAY = 86_400_000;
const CA = 'CA được cấp phép';
const caKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const span = { from: Date.now() - DAY, to: Date.now() + DAY };
const folder = mkdtempSync(join(tmpdir(), 'trust-'));

let provider: IdentityProvider;
let world: World;
let screens: Screens;
let admin: Screen;
beforeAll(async () => {
  // The provider says that it is one for tests.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
  const trusted = issuedCertificate(caKey, { of: caKey, subject: CA, issuer: CA, isAuthority: true, ...span });
  writeFileSync(join(folder, 'trust.pem'), trusted.toString());
  const page = 'https://emr.benhvien.test/app/signed-in';
  provider = await startIdentityProvider(page);
  world = await startWorld({
    SIGNATURE_TRUST: join(folder, 'trust.pem'),
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_REDIRECT_URIS: page,
  });
  screens = await startScreens(world);
  admin = await screens.as('admin');
});
afterAll(async () => {
  await screens?.close();
  await world.close();
  await provider.stop();
  rmSync(folder, { recursive: true });
});

const doctor = () => world.staff.doctor.id;
const open = () => admin.page.goto(`${screens.url}/app/admin/staff/${doctor()}`);
const section = (title: string) =>
  admin.page.locator('section').filter({ has: admin.page.getByRole('heading', { name: title }) });

describe('An administrator', () => {
  it('changes the name of a member of staff, and takes the call for all wards away', async () => {
    await open();
    const data = section('Thông tin');
    await data.getByText('Chưa đổi gì.').waitFor();
    await data.getByLabel('Họ và tên').fill('BS. Phạm Đổi Tên');
    await data.getByLabel('Trực toàn viện').setChecked(false);
    await data.getByRole('button', { name: 'Lưu' }).click();
    await admin.page.getByRole('heading', { name: 'BS. Phạm Đổi Tên' }).waitFor();
    // The form begins anew from what was saved: another touch of the button puts no old name back.
    await data.getByText('Chưa đổi gì.').waitFor();
    expect(await data.getByLabel('Họ và tên').inputValue()).toBe('BS. Phạm Đổi Tên');
    const { body } = await world.as('admin').get(`/api/v1/staff/${doctor()}`);
    expect(body).toMatchObject({ fullName: 'BS. Phạm Đổi Tên', hospitalWide: false });
  });

  it('ends one session of somebody who left a machine open, with why', async () => {
    const left = await screens.as('doctor');
    await open();
    const sessions = section('Đang đăng nhập ở đâu');
    await sessions
      .getByRole('button', { name: /^Kết thúc phiên này/ })
      .first()
      .click();
    await sessions.getByLabel('Lý do').first().fill('Quên đăng xuất ở phòng khám');
    await sessions.getByRole('button', { name: 'Kết thúc phiên này', exact: true }).last().click();
    await admin.page.getByText('Đã xong.').waitFor();
    const [ended] = await world.sql(
      `SELECT reason FROM audit.event WHERE entity = 'session' AND reason IS NOT NULL ORDER BY id DESC LIMIT 1`,
    );
    expect(ended).toMatchObject({ reason: 'Quên đăng xuất ở phòng khám' });
    await left.context.close();
  });

  it('asks a licensed CA for a certificate, installs it, and withdraws it', async () => {
    await open();
    const signing = section('Chứng thư chữ ký số');
    await signing.getByText('Chưa có chứng thư').waitFor();
    await signing.getByRole('button', { name: 'Tạo tệp yêu cầu cấp chứng thư' }).click();
    await signing.getByRole('link', { name: /\.csr$/ }).waitFor();
    expect(await signing.getByLabel(/PKCS #10/).inputValue()).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----/);

    const [row] = await world.sql('SELECT public_jwk FROM staff_signing_key WHERE staff_id = $1', [doctor()]);
    const of = createPublicKey({ key: row!.public_jwk, format: 'jwk' });
    const issued = issuedCertificate(caKey, {
      of,
      subject: 'BS. Phạm Đổi Tên',
      issuer: CA,
      isAuthority: false,
      ...span,
    });
    await signing.getByRole('button', { name: 'Nhập chứng thư' }).first().click();
    await signing.getByLabel(/PEM/).fill(issued.toString());
    await signing.getByRole('button', { name: 'Nhập chứng thư' }).last().click();
    await signing
      .getByText(`Do CN=${CA} cấp`)
      .or(signing.getByText(`Do ${CA} cấp`))
      .waitFor();

    await signing.getByRole('button', { name: 'Bỏ chứng thư' }).first().click();
    await signing.getByLabel('Lý do').fill('Bác sĩ đổi tên');
    await signing.getByRole('button', { name: 'Bỏ chứng thư' }).last().click();
    await signing.getByText('Chưa có chứng thư').waitFor();
  });

  it('takes the key of a lost terminal out of use, with why', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' }) as Record<'x' | 'y', string>;
    const publicJwk = { kty: 'EC', crv: 'P-256', x, y };
    const known = createHash('sha256')
      .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
      .digest('base64url');
    const text = Buffer.from(`benh-an-signing-key ${doctor()} ${known}`);
    const proof = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    const key = { publicJwk, proof, heldAt: 'Máy trực đêm', password: PASSWORD };
    expect((await world.as('doctor').post('/api/v1/auth/signing-keys', key)).status).toBe(201);
    await open();
    const keys = section('Khóa ký trên máy');
    await keys.getByRole('button', { name: 'Thôi dùng khóa: Máy trực đêm' }).click();
    await keys.getByLabel('Lý do').fill('Mất máy khi đi tuyến');
    await keys.getByRole('button', { name: 'Thôi dùng', exact: true }).click();
    await keys.getByText('thôi dùng lúc').waitFor();
    const own = (await world.as('doctor').get('/api/v1/auth/signing-keys')).body.items;
    expect(own).toEqual([expect.objectContaining({ heldAt: 'Máy trực đêm', retiredAt: expect.any(String) })]);
  });

  it('links a hospital account, and removes it', async () => {
    await open();
    const accounts = section('Tài khoản bệnh viện');
    await accounts.getByText('Chưa gắn với tài khoản nào.').waitFor();
    await accounts.getByLabel(/\(sub\)/).fill('f3b1-doi-ten');
    await accounts.getByRole('button', { name: 'Gắn tài khoản' }).click();
    await accounts.getByText('f3b1-doi-ten').waitFor();
    await accounts.getByRole('button', { name: 'Gỡ tài khoản' }).click();
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Gỡ tài khoản' }).click();
    await accounts.getByText('đã gỡ lúc').waitFor();
    expectNoFaults(admin);
  });
});
