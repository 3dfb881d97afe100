import { holdsScope, isSystemScope, narrowScopes } from '../../src/access/scopes';

describe('scopes', () => {
  it.each(['system/Patient.r', 'system/CarePlan.cruds', 'system/PeerSupport.rs'])('takes %s', (scope) => {
    expect(isSystemScope(scope)).toBe(true);
  });

  it.each([
    'system/Patient.',
    'system/Patient.sr',
    'user/Patient.r',
    'system/Patient.x',
    'system/*.r',
    'Patient.r',
    '',
  ])('does not take "%s"', (scope) => {
    expect(isSystemScope(scope)).toBe(false);
  });

  it('narrows a token to what was registered, and never widens it', () => {
    expect(narrowScopes(['system/Patient.cruds', 'system/CarePlan.r'], ['system/Patient.rs'])).toEqual([
      'system/Patient.rs',
    ]);
    expect(narrowScopes(['system/Patient.r'], ['system/Patient.cruds'])).toEqual(['system/Patient.r']);
    expect(narrowScopes([], ['system/Patient.cruds'])).toEqual([]);
  });

  it('writes letters in the order of the specification, whatever order they came in', () => {
    expect(narrowScopes(['system/Patient.rs', 'system/Patient.cud'], ['system/Patient.cruds'])).toEqual([
      'system/Patient.cruds',
    ]);
  });

  it('knows which letter is held', () => {
    expect(holdsScope(['system/Patient.rs'], 'Patient', 's')).toBe(true);
    expect(holdsScope(['system/Patient.rs'], 'Patient', 'c')).toBe(false);
    expect(holdsScope(['system/Patient.rs'], 'CarePlan', 'r')).toBe(false);
  });
});
