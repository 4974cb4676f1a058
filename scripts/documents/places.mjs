// What the documents take for granted: files that they name, a password.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const PASSWORD = 'Bars-Demo-2026!x';

const words = (vi, en) => ({ vi, en });
const FORM = {
  ...{
    code: 'bv-hoi-chan',
    type: 'progress',
    title: words('Biên bản hội chẩn của viện', 'Case conference'),
    source: 'Bệnh viện',
  },
  sections: [{ code: 'conclusion', title: words('Kết luận', 'Conclusion'), kind: 'text', required: true }],
};

export const FILES = {
  'forms.json': JSON.stringify([FORM]),
  'wards.csv': 'code;name;kind\nNOI;Khoa Nội tổng hợp;\nPK1;Phòng khám 1;clinic\n',
  'beds.csv': 'ward,room,bed\nNOI,P1,P1.1\nNOI,P1,P1.2\n',
  'staff.csv': 'username,full_name,roles,practising_certificate,wards\nbs.hoa,Lê Thị Hoa,doctor,0012/HN-CCHN,NOI\n',
  'patients.csv': 'record_number,full_name,sex,birth_date,cccd\n1001,Nguyễn Thị Ánh,Nữ,03/02/1980,079180001111\n',
  'icd10.csv': 'code,vi,en\nA15.0,Lao phổi xác nhận bằng soi đờm,Lung tuberculosis\n',
  'atc.csv': 'code,vi,en\nJ01CA04,Amoxicillin,Amoxicillin\n',
  'delta.csv': 'code,by,by_part,within_hours\n2823-3,1.2,,24\n718-7,,0.25,48\n',
  'medicines.csv':
    'atc,name,also,classes,forms,routes,adult_single_mg,adult_daily_mg,child_single_mg_kg,child_daily_mg_kg,pregnancy,lactation,renal_avoid_below,renal_reduce_below,results,source\n' +
    'N02BE01,Paracetamol,,,viên,oral,1000,4000,15,60,,,,,,Dược thư\n',
};

/** Tells the service that was started in a folder to end. */
export function tellService(folder) {
  const file = join(folder, 'service.pid');
  try {
    if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')), 'SIGTERM');
  } catch {
    // It has ended.
  }
}

/** Ends the service that was started in a folder, and waits for its end. */
export async function endService(folder) {
  const file = join(folder, 'service.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  try {
    process.kill(pid, 'SIGTERM');
    for (let waited = 0; waited < 400; waited++) {
      process.kill(pid, 0);
      await sleep(50);
    }
  } catch {
    // It has ended.
  }
}

/** Asks a service as somebody of the demo hospital. */
export function asker(port) {
  const tokens = new Map();
  const call = async (method, path, { token, body, headers = {} } = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: /^[[{]/.test(text) ? JSON.parse(text) : text };
  };
  const ask = async (role, method, path, body, headers) => {
    if (role === 'nobody') return call(method, path, { body, headers });
    if (!tokens.has(role)) {
      const { body: signedIn } = await call('POST', '/api/v1/auth/login', {
        body: { username: role, password: PASSWORD },
      });
      tokens.set(role, signedIn.accessToken);
    }
    return call(method, path, { token: tokens.get(role), body, headers });
  };
  return ask;
}
