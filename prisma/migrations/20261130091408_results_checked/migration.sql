-- In a transaction of its own: the tables are not locked against writing while their rows are looked at.
ALTER TABLE observation VALIDATE CONSTRAINT observation_is_possible;
ALTER TABLE diagnostic_report VALIDATE CONSTRAINT diagnostic_report_is_possible;
