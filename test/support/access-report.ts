import { appendFileSync } from 'node:fs';

/**
 * Says what a test of confidentiality has counted, in one line of JSON in the file that ACCESS_REPORT names. Without it nothing is
 * kept: the numbers are for whoever runs `npm run test:access`.
 */
export function reportAccess(name: string, counts: Readonly<Record<string, number | string>>): void {
  const file = process.env.ACCESS_REPORT;
  if (file) appendFileSync(file, `${JSON.stringify({ name, ...counts })}\n`);
}
