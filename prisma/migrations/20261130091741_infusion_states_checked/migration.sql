-- In a transaction of its own: the table is not locked against writing while its rows are looked at.
ALTER TABLE dose VALIDATE CONSTRAINT dose_status;
ALTER TABLE dose VALIDATE CONSTRAINT dose_given_says_how_much;
