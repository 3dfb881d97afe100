const ID = /^([a-z_]+)_[0-9a-f-]{32,36}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Where an answer is not what was promised, a line each. Exact, but that an id may be another id of the same type,
 * and a time another time: nobody can know those beforehand.
 */
export function differences(promised: unknown, given: unknown, path = 'answer'): string[] {
  if (Array.isArray(promised) && Array.isArray(given)) {
    if (promised.length !== given.length) return [`${path} has ${given.length} elements, not ${promised.length}`];
    return promised.flatMap((element, index) => differences(element, given[index], `${path}[${index}]`));
  }
  if (isRecord(promised) && isRecord(given)) {
    const keys = new Set([...Object.keys(promised), ...Object.keys(given)]);
    return [...keys].flatMap((key) => differences(promised[key], given[key], `${path}.${key}`));
  }
  if (isSameValue(promised, given)) return [];
  return [`${path} is ${JSON.stringify(given)}, not ${JSON.stringify(promised)}`];
}

function isSameValue(promised: unknown, given: unknown): boolean {
  if (typeof promised !== 'string' || typeof given !== 'string') return promised === given;
  const type = ID.exec(promised)?.[1];
  if (type !== undefined) return ID.exec(given)?.[1] === type;
  return TIME.test(promised) ? TIME.test(given) : promised === given;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
