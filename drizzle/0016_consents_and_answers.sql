CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"given_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "consents_once" UNIQUE("account_id","version")
);
--> statement-breakpoint
ALTER TABLE "committee_notes" ADD COLUMN "answer" text;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;