import { passwordStrength } from './password-strength.js';

describe('passwordStrength', () => {
  it.each([
    ['', 0],
    ['short', 0],
    ['aaaaaaaaaaaaaaaa', 0],
    ['123456789012', 0],
    ['password-password', 0],
    ['tulip-cabin-x9', 2],
    ['tulip cabin orbit nine', 3],
  ])('rates %j as %i', (password, strength) => {
    expect(passwordStrength(password)).toBe(strength);
  });

  it('distrusts the name and address of the person', () => {
    expect(passwordStrength('ada.okafor!x9', ['Ada Okafor', 'ada@acme.example'])).toBe(0);
  });
});
