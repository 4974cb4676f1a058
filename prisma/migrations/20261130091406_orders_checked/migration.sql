-- In a transaction of its own: the table is not locked against writing while its rows are looked at.
ALTER TABLE service_order VALIDATE CONSTRAINT service_order_is_possible;
