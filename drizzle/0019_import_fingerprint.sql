ALTER TABLE "import_batches" ADD COLUMN "fingerprint" text;--> statement-breakpoint
-- Megabytes that are written once and read whole a few times: compressing them cost more than all else the database did for an import.
ALTER TABLE "import_batches" ALTER COLUMN "workbook" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "import_batches" ALTER COLUMN "rows" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "import_batches" ALTER COLUMN "plan" SET STORAGE EXTERNAL;
