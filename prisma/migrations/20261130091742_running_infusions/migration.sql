-- What runs now, which is looked through every minute for empty bags.
CREATE INDEX dose_running ON dose (order_id, id) WHERE status IN ('in-progress', 'paused');
