import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was answered under an idempotency key is forgotten in time: the oldest are found by this. */
export class ForgottenOutcomes1767225600029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index idempotency_key_by_age on idempotency_key (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index idempotency_key_by_age');
  }
}
