import type { OrdersWords } from './orders.vi.ts';

/** What people read about orders, in English. */
export const ordersEn: OrdersWords = {
  add: 'Add a laboratory order',
  basket: 'To be sent',
  sendAll: 'Sign and send',
  test: 'Test',
  priority: 'Priority',
  priorities: { routine: 'Routine', urgent: 'Urgent', asap: 'As soon as possible', stat: 'Immediately' },
  question: 'Clinical question',
  none: 'No orders yet.',
  status: {
    draft: 'awaits signature',
    active: 'active',
    'on-hold': 'on hold',
    completed: 'completed',
    cancelled: 'cancelled',
    'entered-in-error': 'entered in error',
  },
  duplicate: (number) => `The same was ordered already: ${number}`,
  sent: (count) => (count === 1 ? 'Sent 1 order.' : `Sent ${count} orders.`),
  remove: 'Remove',
};
