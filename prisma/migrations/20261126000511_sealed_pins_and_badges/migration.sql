-- What PINs and badges are kept as names the version of the key it needs, and can be sealed anew when the keys change. Those
-- from before name none: they no longer let anyone in, and are given again.
ALTER TABLE staff_badge ADD COLUMN badge_sealed text;
COMMENT ON COLUMN staff_badge.badge_sealed IS 'what the chip says, sealed; NULL for badges from before 20261126000511';
