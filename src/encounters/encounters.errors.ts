import { explainConstraints } from '../database/constraint-problems.js';
import { defineProblems } from '../http/problem.js';

export const encounterProblems = defineProblems({
  encounterNotFound: { status: 404, vi: 'Không tìm thấy đợt điều trị', en: 'No such encounter' },
  encounterClosed: {
    status: 409,
    vi: 'Đợt điều trị không còn mở, không ghi thêm được',
    en: 'The encounter is not open; nothing more can be charted in it',
  },
  encounterCharted: {
    status: 409,
    vi: 'Đã ghi hồ sơ trong đợt điều trị này, không hủy được nữa',
    en: 'Something is charted in this encounter; it cannot be cancelled any more',
  },
  encounterElsewhere: {
    status: 409,
    vi: 'Đợt điều trị này diễn ra ở nơi khác; hãy nhập viện để xếp giường',
    en: 'This encounter took place elsewhere; admit the patient to give a bed',
  },
  bedOccupied: { status: 409, vi: 'Giường này đang có người bệnh', en: 'This bed is occupied' },
  alreadyThere: { status: 409, vi: 'Người bệnh đang ở chính nơi này', en: 'The patient is in this place already' },
  patientInBed: {
    status: 409,
    vi: 'Người bệnh đang nằm ở một giường khác',
    en: 'The patient is in another bed at that time',
  },
  patientAdmitted: {
    status: 409,
    vi: 'Người bệnh đang điều trị nội trú',
    en: 'The patient is an inpatient already',
  },
});

explainConstraints({
  stay_one_patient_per_bed: encounterProblems.bedOccupied,
  stay_one_bed_per_patient: encounterProblems.patientInBed,
  encounter_one_open_admission: encounterProblems.patientAdmitted,
});
