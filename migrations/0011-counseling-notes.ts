import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counseling notes, in a table of their own: whoever may read the session may not read them, nor learn that there is one. */
export class CounselingNotes1767225600011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table counseling_note (
        organization_id uuid not null,
        -- The session's: one note a session.
        id uuid not null,
        version int not null,
        patient_id uuid not null,
        kind text not null,
        author_id uuid not null,
        note text not null,
        written_at timestamptz not null,
        constraint counseling_note_pkey primary key (organization_id, id),
        constraint counseling_note_session foreign key (organization_id, id, kind, patient_id) references session (organization_id, id, kind, patient_id),
        constraint counseling_note_author foreign key (organization_id, author_id) references clinician (organization_id, id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table counseling_note');
  }
}
