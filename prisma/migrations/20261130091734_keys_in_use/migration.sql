CREATE UNIQUE INDEX staff_signing_key_in_use ON staff_signing_key (staff_id) WHERE retired_at IS NULL AND held_at IS NULL;
