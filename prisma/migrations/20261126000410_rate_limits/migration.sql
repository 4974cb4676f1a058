-- How often something was asked for in a minute, counted for all processes together. Unlogged: after a crash of the database
-- counting begins anew, and nothing else is lost.
CREATE UNLOGGED TABLE rate_tally (
  bucket text    NOT NULL,
  -- Minutes since 1970.
  minute bigint  NOT NULL,
  hits   integer NOT NULL DEFAULT 1,
  PRIMARY KEY (bucket, minute)
);
CREATE INDEX rate_tally_minute_idx ON rate_tally (minute);
