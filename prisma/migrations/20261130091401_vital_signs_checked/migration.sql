-- In a transaction of its own: the table is not locked against writing while its rows are looked at.
ALTER TABLE vital_signs VALIDATE CONSTRAINT vital_signs_are_possible;
