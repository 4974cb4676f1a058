import { defineProblems } from '../../../kernel/problem.js';

export const subscriptionProblems = defineProblems({
  subscriptionNotFound: { status: 404, vi: 'Không tìm thấy nơi nhận tin này', en: 'No such subscription' },
  subscriptionDisabled: { status: 409, vi: 'Nơi nhận tin này đã ngừng', en: 'The subscription is disabled' },
  subscriptionApproved: {
    status: 409,
    vi: 'Nơi nhận tin này đã được duyệt',
    en: 'The subscription is approved already',
  },
  subscriptionOwnApproval: {
    status: 403,
    vi: 'Người đề nghị không được tự duyệt nơi nhận tin',
    en: 'Whoever proposed a subscription cannot approve it',
  },
  subscriptionClientUnknown: {
    status: 422,
    vi: 'Không có hệ thống khách này, hoặc hệ thống đã bị ngừng',
    en: 'There is no such client, or it is disabled',
  },
  subscriptionBeyondScopes: {
    status: 422,
    vi: 'Hệ thống khách không được duyệt để đọc những gì nơi nhận này sẽ được báo',
    en: 'The client is not approved to read what it would be told of',
    detail: { vi: 'Cần các scope: {scopes}.', en: 'It needs the scopes {scopes}.' },
  },
  deliveryNotFound: { status: 404, vi: 'Không tìm thấy tin này', en: 'No such delivery' },
  deliveryWaiting: { status: 409, vi: 'Tin này đang chờ gửi', en: 'The delivery is waiting to be sent' },
});
