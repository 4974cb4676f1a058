-- By itself, so that no table is locked while it is read through.
ALTER TABLE problem VALIDATE CONSTRAINT problem_off_list;
