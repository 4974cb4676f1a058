import type { Language } from '../../kernel/language.js';
import { paperLanguage } from './paper-language.js';

const vi = {
  settings: {
    title: 'Mức theo dõi',
    head: ['Từ lúc', 'Theo dõi', 'Mức', 'Đến lúc', 'Người quyết định'],
  },
  scale: ['Thời điểm', 'Điểm, mức nguy cơ', 'Từng mục', 'Kế hoạch', 'Người nhận định'],
  sites: {
    title: 'Vết thương và ống dẫn lưu',
    head: ['Từ lúc', 'Loại', 'Là gì, ở đâu', 'Đến lúc', 'Người ghi'],
  },
  wounds: {
    title: 'Theo dõi vết thương',
    head: ['Thời điểm', 'Vết thương', 'Thấy gì', 'Kế hoạch', 'Người ghi'],
    unnamed: 'không nêu vết thương nào',
  },
  calls: {
    title: 'Gọi người đến khám',
    head: ['Gọi lúc', 'Ai gọi ai', 'Vì sao', 'Đã báo', 'Trả lời'],
    onDuty: 'người đang trực',
    called: (by: string, whom: string): string => `${by} gọi ${whom}`,
  },
  alarms: {
    title: 'Cảnh báo và người được báo',
    head: ['Lúc', 'Cảnh báo', 'Đã báo', 'Ai nhận, lúc nào'],
    settled: (at: string): string => `Hết cảnh báo lúc ${at}: việc cần làm đã làm`,
    readBack: (words: string): string => `Nhắc lại: ${words}`,
    notTaken: 'CHƯA AI XÁC NHẬN',
  },
  bracelets: {
    title: 'Đối chiếu vòng tay mẹ và bé',
    head: ['Thời điểm', 'Dịp đối chiếu', 'Kết quả', 'Người đối chiếu'],
  },
  answered: (by: string, at: string, minutes: number): string => `${by}, ${at} (sau ${minutes} phút)`,
  noAnswer: 'CHƯA AI TRẢ LỜI',
  points: (points: number, risk: string): string => `${points} điểm\n${risk}`,
  late: (at: string, why: string): string => `Ghi muộn lúc ${at}${why && `: ${why}`}`,
};

type NursingWords = typeof vi;

const en: NursingWords = {
  settings: {
    title: 'How closely observed',
    head: ['Since', 'Observed', 'Level', 'Until', 'Decided by'],
  },
  scale: ['When', 'Points, risk', 'Each item', 'Plan', 'Assessed by'],
  sites: {
    title: 'Wounds and drains',
    head: ['Since', 'Kind', 'What, and where', 'Until', 'Recorded by'],
  },
  wounds: {
    title: 'Wounds as they were seen',
    head: ['When', 'Wound', 'What was seen', 'Plan', 'Recorded by'],
    unnamed: 'no wound was named',
  },
  calls: {
    title: 'Calls to the patient',
    head: ['When', 'Who called whom', 'Why', 'Who was told', 'Answer'],
    onDuty: 'whoever is on duty',
    called: (by, whom) => `${by} called ${whom}`,
  },
  alarms: {
    title: 'Alarms, and who was told',
    head: ['When', 'Alarm', 'Who was told', 'Who took it, and when'],
    settled: (at) => `Over at ${at}: what was to be done was done`,
    readBack: (words) => `Read back: ${words}`,
    notTaken: 'NOT ACKNOWLEDGED',
  },
  bracelets: {
    title: 'Bracelets of mother and child compared',
    head: ['When', 'Occasion', 'What was found', 'Compared by'],
  },
  answered: (by, at, minutes) => `${by}, ${at} (after ${minutes} min)`,
  noAnswer: 'NOT ANSWERED',
  points: (points, risk) => `${points} points\n${risk}`,
  late: (at, why) => `Recorded late, ${at}${why && `: ${why}`}`,
};

const WORDS: Readonly<Record<Language, NursingWords>> = { vi, en };

/** In the language of the paper. */
export const nursingWords = (): NursingWords => WORDS[paperLanguage()];
