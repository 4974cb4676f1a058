-- An ICD-10 code that has the form of one but is not on the hospital's list is kept as that. Nothing stands where it is on the list, or came from
-- another system: the hashes of closed records stay as they are.
ALTER TABLE problem ADD COLUMN off_list boolean;
ALTER TABLE problem ADD CONSTRAINT problem_off_list CHECK (off_list) NOT VALID;
