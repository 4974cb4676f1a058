-- Which machine client brought a report, and each version of it: shown to the doctor by the name it was registered under.
ALTER TABLE "diagnostic_report" ADD COLUMN "sent_by" TEXT;
ALTER TABLE "diagnostic_report_version" ADD COLUMN "sent_by" TEXT;
