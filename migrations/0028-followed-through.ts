import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was taken on is done, or goes on; and who was not heard of for long is reached out to. */
export class FollowedThrough1767225600028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index follow_up_to_escalate;
      create index follow_up_to_escalate on follow_up (escalates_at) where escalates_at is not null and completed_at is null;
      create index follow_up_to_reach_out on follow_up (organization_id, id) where kind = 'RE_ENGAGEMENT' and completed_at is null;
      create index attention_out_of_contact on attention (since, id) where kind = 'OUT_OF_CONTACT';
      -- From now on this alone says when one goes on: of those that somebody took on, and never again by itself once it has.
      update follow_up set escalates_at = case when acknowledged_at is not null then greatest(due_at, acknowledged_at + interval '2 hours') end
        where is_urgent and completed_at is null and (acknowledged_at is not null or escalated_at is not null);
      -- That somebody is out of contact now names the last contact: it is derived anew after the upgrade.
      update organization_settings set attention_derived_up_to = '00000000-0000-0000-0000-000000000000';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index attention_out_of_contact, follow_up_to_reach_out, follow_up_to_escalate;
      create index follow_up_to_escalate on follow_up (escalates_at) where escalated_at is null and acknowledged_at is null and completed_at is null;
    `);
  }
}
