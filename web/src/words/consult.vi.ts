/** What people read where colleagues and other wards are asked into the care of a patient. */
export const consultVi = {
  title: 'Mời hội chẩn, chuyển khám',
  about:
    'Người được mời, hoặc mọi người ở khoa được mời, xem được hồ sơ này trong thời hạn; khoa được mời thấy người bệnh ở đầu bảng khoa cho đến khi đến nơi. Biên bản hội chẩn viết ở mục Phiếu.',
  who: 'Mời ai',
  person: 'Một đồng nghiệp',
  ward: 'Một khoa, phòng khám',
  colleague: 'Đồng nghiệp được mời',
  askedWard: 'Khoa, phòng khám được mời',
  reason: 'Xin ý kiến về',
  until: 'Xem được đến',
  untilAbout: 'Bỏ trống: bảy ngày. Lâu nhất 30 ngày.',
  ask: 'Mời',
  asked: (who: string) => `Đã mời ${who}.`,
  now: 'Ai ngoài khoa đang xem được',
  nobody: 'Không có ai.',
  kinds: {
    consultation: 'hội chẩn',
    referral: 'chuyển khám',
    'break-glass': 'mở khẩn cấp',
  } as Record<string, string>,
  line: (kind: string, by: string, at: string) => `${kind} · ${by} mời lúc ${at}`,
  lasts: (until: string) => `đến ${until}`,
  end: 'Thôi cho xem',
  endAsk: (who: string) => `Từ bây giờ ${who} không xem được hồ sơ này nữa?`,
  incoming: (count: number) => `${count} người được đề nghị chuyển đến hoặc mời khám`,
  incomingAbout: 'Khoa khác đã mời; người bệnh chưa đến khoa này.',
  from: (ward: string, bed: string) => (bed ? `đang ở ${ward}, giường ${bed}` : `đang ở ${ward}`),
  nowhere: 'không nằm viện',
  hiddenReason: 'lý do chỉ hiện cho người chăm sóc',
  take: 'Nhận vào khoa',
  takeOf: (who: string) => `Nhận vào khoa: ${who}`,
  ended: (who: string) => `${who} không còn xem được hồ sơ này.`,
};

export type ConsultWords = typeof consultVi;
