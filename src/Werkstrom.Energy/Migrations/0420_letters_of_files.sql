ALTER TABLE energy_meter_letter ADD COLUMN csv TEXT;
