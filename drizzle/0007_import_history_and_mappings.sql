CREATE TABLE "import_mappings" (
	"kind" text NOT NULL,
	"header_hash" text NOT NULL,
	"columns" jsonb NOT NULL,
	"updated_by" uuid,
	"updated_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "import_mappings_kind_header_hash_pk" PRIMARY KEY("kind","header_hash")
);
--> statement-breakpoint
ALTER TABLE "import_batches" ALTER COLUMN "rows" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "import_batches" ALTER COLUMN "plan" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "import_batches" ADD COLUMN "workbook" jsonb;--> statement-breakpoint
ALTER TABLE "import_batches" ADD COLUMN "footprint" jsonb;--> statement-breakpoint
ALTER TABLE "import_batches" ADD COLUMN "committed_by" uuid;--> statement-breakpoint
ALTER TABLE "import_batches" ADD COLUMN "undone_by" uuid;--> statement-breakpoint
ALTER TABLE "import_batches" ADD COLUMN "undone_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_committed_by_accounts_id_fk" FOREIGN KEY ("committed_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_batches" ADD CONSTRAINT "import_batches_undone_by_accounts_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_batches_by_time" ON "import_batches" USING btree ("created_at");