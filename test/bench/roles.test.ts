import { ROLES, titleOf } from '../../bench/roles/roles.mjs';
import { missingOf } from '../../bench/roles/verify-role.mjs';

const patient = (plans: number) => ({
  carePlans: { nodes: Array.from({ length: plans }, () => ({ id: 'care_plan_1' })) },
});
const page = (rows: number, plans = 1) => ({
  data: { patients: { nodes: Array.from({ length: rows }, () => patient(plans)) } },
});
const told = (disclosures: number) => ({
  extensions: { part2: { disclosureIds: Array.from({ length: disclosures }, () => 'disclosure_1') } },
});
const roleNamed = (name: string) => {
  const role = ROLES.find((candidate) => candidate.name === name);
  if (!role) throw new Error(`There is no role ${name}.`);
  return role;
};

describe('what each role is asked', () => {
  it('has one title a measurement, and says where an answer is smaller', () => {
    const titles = ROLES.flatMap((role) => role.operations.map((operation) => titleOf(operation, role)));
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles).toEqual(expect.arrayContaining(['Q1 as patient', 'Q3 as intake (without plans)']));
  });

  it('leaves dashboards and writing to clinicians', () => {
    const able = ROLES.filter(({ operations }) => operations.some((operation) => ['Q2', 'M1'].includes(operation)));
    expect(able.map(({ name }) => name)).toEqual(['clinician']);
  });
});

describe("an answer, before a role's is timed", () => {
  const app = roleNamed('partner app, 50 consents');
  const director = roleNamed('director');

  it('holds as many patients as expected, with their plans', () => {
    expect(missingOf('Q3', director, page(200))).toBeUndefined();
    expect(missingOf('Q3', director, page(199))).toBe('199 patients, and not 200');
    expect(missingOf('Q3', director, page(200, 0))).toBe('0 of 200 patients have plans');
  });

  it('holds no plans where the role sees none', () => {
    const intake = roleNamed('intake');
    expect(missingOf('Q3', intake, page(200, 0))).toBeUndefined();
    expect(missingOf('Q3', intake, page(200))).toBe('200 of 200 patients have plans');
  });

  it('says to outsiders, and to nobody else, that it is a disclosure: of every patient', () => {
    expect(missingOf('Q3', app, { ...page(50), ...told(50) })).toBeUndefined();
    expect(missingOf('Q3', app, page(50))).toBe('nothing says that this is a disclosure');
    expect(missingOf('Q3', app, { ...page(50), ...told(49) })).toBe('49 disclosures of 50 patients');
    expect(missingOf('Q3', director, { ...page(200), ...told(200) })).toBe('this is said to be a disclosure');
  });

  it('holds a plan with its activities', () => {
    expect(missingOf('Q1', director, { data: { carePlan: { activities: [{}] } } })).toBeUndefined();
    expect(missingOf('Q1', director, { data: { carePlan: null } })).toBe('there is no plan with activities');
    expect(missingOf('Q1', director, { data: { carePlan: { activities: [] } } })).toBe(
      'there is no plan with activities',
    );
  });
});
