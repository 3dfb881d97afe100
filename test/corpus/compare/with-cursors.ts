import type { Operation } from '../operation';
import type { OperationRecord } from '../touched/recorder';

type Ask = (operation: Operation) => Promise<{ readonly record: OperationRecord }>;

/**
 * The operation with a real cursor in each variable that stands for one: it is asked once without, and the lists answer.
 * Every second cursor is written into the document instead.
 */
export async function withCursors(operation: Operation, ask: Ask): Promise<Operation> {
  const wanted = Object.entries(operation.cursors ?? {});
  if (wanted.length === 0) return operation;
  const { record } = await ask(operation);
  let { document } = operation;
  const variables: Record<string, unknown> = { ...operation.variables };
  for (const [name, number] of wanted) {
    const answered = record.cursors.get(name) ?? [];
    // Behind an early one and before a late one there is something left.
    const early = Math.min(Math.floor((answered.length * number) / 12), answered.length - 1);
    const cursor = name.startsWith('before') ? answered[answered.length - 1 - early] : answered[early];
    if (cursor === undefined) continue;
    variables[name] = cursor;
    if (number % 2 === 1) continue;
    delete variables[name];
    document = inlined(document, name, cursor);
  }
  return { document, variables, role: operation.role };
}

function inlined(document: string, name: string, cursor: string): string {
  const undeclared = document
    .replace(new RegExp(`\\(\\$${name}: String\\)`), '')
    .replace(new RegExp(`, \\$${name}: String\\b|\\$${name}: String, `), '');
  return undeclared.replaceAll(new RegExp(`\\$${name}\\b`, 'g'), JSON.stringify(cursor));
}
