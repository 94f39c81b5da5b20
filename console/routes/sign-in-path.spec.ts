import { returnPath, signInPath } from './sign-in-path.js';

beforeAll(() => {
  Object.assign(globalThis, { location: { origin: 'https://console.example' } });
});

describe('returnPath', () => {
  it('leads back to a page of this console', () => {
    expect(returnPath('?return=%2Fo%2Facme%2Fapprovals%3Fstate%3DPENDING')).toBe(
      '/o/acme/approvals?state=PENDING',
    );
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '',
    '\t//evil.example',
  ])('refuses %j', (target) => {
    expect(returnPath(`?return=${encodeURIComponent(target)}`)).toBe('/');
  });
});

describe('signInPath', () => {
  it('remembers where we are', () => {
    expect(signInPath({ pathname: '/o/acme', search: '?a=1' })).toBe('/login?return=%2Fo%2Facme%3Fa%3D1');
    expect(signInPath({ pathname: '/', search: '' })).toBe('/login');
    const already = { pathname: '/login', search: '?return=%2Fo%2Facme' };
    expect(signInPath(already)).toBe('/login?return=%2Fo%2Facme');
  });
});
