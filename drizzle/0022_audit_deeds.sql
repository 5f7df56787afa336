ALTER TABLE "audit_log" ADD COLUMN "part_of" bigint;--> statement-breakpoint
CREATE INDEX "audit_log_by_deed" ON "audit_log" USING btree ("part_of","at","id") WHERE "audit_log"."part_of" is not null;