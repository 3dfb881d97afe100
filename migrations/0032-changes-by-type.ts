import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever asks for changes of a few types finds them by type: an empty page does not move the cursor, and those that seldom come would be
 * looked for in the whole log at each poll.
 */
export class ChangesByType1767225600032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index change_event_by_type on change_event (organization_id, type, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index change_event_by_type');
  }
}
