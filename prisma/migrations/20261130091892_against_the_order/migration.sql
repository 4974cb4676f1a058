-- What went against an order of a medicine, and is told neither by the order nor by its doses later: that it was on hold then, or that the same substance was given
-- of another order.
ALTER TABLE dose ADD COLUMN against text[] DEFAULT '{}';
ALTER TABLE infusion_step ADD COLUMN against text[] DEFAULT '{}';
ALTER TABLE dose ADD CONSTRAINT dose_against_is_known CHECK (against <@ ARRAY['dose', 'rate', 'volume', 'too-soon', 'day-maximum', 'order-ended', 'order-on-hold']) NOT VALID;
ALTER TABLE infusion_step ADD CONSTRAINT infusion_step_against_is_known
  CHECK (against <@ ARRAY['dose', 'rate', 'volume', 'too-soon', 'day-maximum', 'order-ended', 'order-on-hold']) NOT VALID;
