-- History keeps the mark that problems keep: an ICD-10 code of the right form that is not on the hospital's list. Nothing stands where it is on
-- the list, or is no such code: the hashes of closed records stay as they are.
ALTER TABLE history_item ADD COLUMN off_list boolean;
ALTER TABLE history_item ADD CONSTRAINT history_item_off_list CHECK (off_list) NOT VALID;
