-- In a transaction of its own: the table is not locked against writing while its rows are looked at.
ALTER TABLE patient VALIDATE CONSTRAINT patient_is_possible;
