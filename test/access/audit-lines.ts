import type { TestApp } from '../support/app';
import { asAdmin } from '../support/database';

/** One line of the log. */
export interface Line {
  readonly organization_id: string;
  readonly at: string;
  readonly principal_id: string;
  readonly role: string;
  readonly kind: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly patient_id: string | null;
  readonly patient_ids: readonly string[] | null;
  readonly reason: string | null;
  readonly request_id: string;
}

/** What the work adds to the log. */
export async function allLinesOf<T>(app: TestApp, work: () => Promise<T>): Promise<{ result: T; lines: Line[] }> {
  const read = () =>
    asAdmin(app.databaseUrl, async (admin) => {
      const { rows } = await admin.query<Line & { id: string }>('select * from audit_event order by id');
      return rows;
    });
  const before = new Set((await read()).map(({ id }) => id));
  const result = await work();
  return { result, lines: (await read()).filter(({ id }) => !before.has(id)) };
}
