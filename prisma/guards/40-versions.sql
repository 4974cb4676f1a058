-- The database counts versions, so that no writer can forget: the ETag of a resource is its row's version.
CREATE OR REPLACE FUNCTION public.next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END $$;

DO $$
DECLARE relation record;
BEGIN
  -- Not views: guards run again whenever one of them changes, and by then the views of later ones exist.
  FOR relation IN SELECT table_name, column_name FROM information_schema.columns NATURAL JOIN information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name IN ('version', 'updated_at')
  LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I BEFORE UPDATE ON public.%I FOR EACH ROW EXECUTE FUNCTION public.%I()',
      CASE relation.column_name WHEN 'version' THEN 'next_version' ELSE 'touch' END, relation.table_name,
      CASE relation.column_name WHEN 'version' THEN 'next_version' ELSE 'touch' END);
  END LOOP;
END $$;
