ALTER TABLE "attempts" ADD COLUMN "graded_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "attempts_by_round_deadline" ON "attempts" USING btree ("round_id","deadline_at");--> statement-breakpoint
CREATE INDEX "attempts_ungraded" ON "attempts" USING btree ("id") WHERE "attempts"."state" in ('submitted', 'expired') and "attempts"."graded_at" is null;