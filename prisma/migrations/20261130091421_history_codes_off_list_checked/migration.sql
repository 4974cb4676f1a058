-- By itself, so that no table is locked while it is read through.
ALTER TABLE history_item VALIDATE CONSTRAINT history_item_off_list;
