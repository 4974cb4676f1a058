-- How many of the attempts that were counted are being looked at, in whichever process, and until when that is believed: an attempt that would wait
-- only because of them waits until it is known whether they were right.
ALTER TABLE sign_in_tally
  ADD COLUMN looking       integer NOT NULL DEFAULT 0,
  ADD COLUMN looking_until timestamptz(3);
