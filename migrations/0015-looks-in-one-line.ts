import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the director was shown in one answer is one line of the audit log, with the patients in it: a page wrote, and chained, hundreds. */
export class LooksInOneLine1767225600015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table audit_event add column patient_ids uuid[];
      alter table audit_event alter patient_ids set storage external;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Lines are sealed with it: without it, every chain would say that somebody changed them.
    const [{ looks }] = await runner.query(
      'select exists (select from audit_event where patient_ids is not null) as looks',
    );
    if (looks)
      throw new Error(
        'The audit log holds looks at several patients, and its chain would break without them. This cannot be taken back.',
      );
    await runner.query('alter table audit_event drop column patient_ids cascade');
  }
}
