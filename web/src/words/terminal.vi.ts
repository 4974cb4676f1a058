/** What people read round every screen: what is unsent, whether the server is there, a new version. */
export const terminalVi = {
  clockWrong: (time: string, isSlow: boolean) =>
    `Đồng hồ của máy này ${isSlow ? 'chậm' : 'nhanh'} ${time}. Giờ trên màn hình và giờ được ghi vẫn đúng, theo máy chủ; khi gõ giờ, xem đồng hồ treo tường. Hãy báo phòng CNTT.`,
  unsent: (count: number) =>
    count === 1 ? 'Còn một chỗ bạn viết dở, chưa gửi:' : `Còn ${count} chỗ bạn viết dở, chưa gửi:`,
  unsentAt: (of: string, at: string) => (of ? `${of}, lúc ${at}` : `lúc ${at}`),
  unsentDrop: 'Bỏ',
  unsentDropFor: (whom: string) => `Bỏ phần viết dở: ${whom}`,
  unsentDropAsk: 'Phần đã viết sẽ mất hẳn.',
  notSealed: 'Địa chỉ này không phải https: phần đang viết chỉ còn khi thẻ này còn mở.',
  away: 'MẤT MẠNG hoặc máy chủ không trả lời. Không xem được hồ sơ và chưa đăng nhập được; trang này tự thử lại.',
  awayStart: 'Phần bạn viết dở vẫn được giữ trên máy này, chỉ mình bạn mở được khi có mạng trở lại.',
  newVersion: 'Đã có bản mới của màn hình làm việc.',
  takeUp: 'Dùng bản mới',
  notLoaded: 'Chưa mở được màn hình này.',
  notLoadedAbout:
    'Máy chủ đã có bản mới của màn hình làm việc, hoặc vừa mất mạng. Phần bạn đang viết dở vẫn được giữ. Nhấn nút để tải lại và mở màn hình này.',
  loadScreen: 'Tải lại và mở',
  stillAway: 'Máy chủ chưa trả lời. Đợi một lát rồi nhấn lại.',
  noScreen: 'Không có màn hình nào ở địa chỉ này.',
  noScreenAbout: 'Hãy chọn một mục ở đầu trang.',
};
export type TerminalWords = typeof terminalVi;
