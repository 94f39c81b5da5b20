import { redirectOf, type RequestStep } from './redirect-rules.js';

const STEP: RequestStep = {
  url: 'https://a.example/start',
  method: 'POST',
  headers: { Authorization: 'Bearer x', Cookie: 'y', 'X-Api-Key': 'z', Accept: 'text/plain' },
  body: 'data',
};

describe('redirects', () => {
  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [302, 'PUT', 'PUT'],
    [307, 'POST', 'POST'],
    [308, 'POST', 'POST'],
  ])('after %i turns %s into %s on the same origin', (status, method, expected) => {
    const next = redirectOf({ ...STEP, method }, { status, headers: { location: '/next' } });
    expect(next).toMatchObject({ url: 'https://a.example/next', method: expected, headers: STEP.headers });
    expect(next?.body).toBe(expected === method && method !== 'HEAD' ? 'data' : undefined);
  });

  it.each(['https://b.example/', '//b.example/', 'http://a.example/', 'https://a.example:444/'])(
    'shows no credential and no body to the other origin of %s',
    (location) => {
      const get = { ...STEP, method: 'GET', body: undefined };
      expect(redirectOf(get, { status: 302, headers: { location } })?.headers).toEqual({
        Accept: 'text/plain',
      });
      expect(() => redirectOf(STEP, { status: 307, headers: { location } })).toThrow(
        'our data to another server',
      );
    },
  );

  it('keeps the spelling of the answer, so that the check of the URL sees it', () => {
    const spelled = (location: string) => redirectOf(STEP, { status: 303, headers: { location } })?.url;
    expect(spelled('http://0127.0.0.1/')).toBe('http://0127.0.0.1/');
    expect(spelled('//user@0127.0.0.1/')).toBe('https://user@0127.0.0.1/');
  });

  it.each([200, 204, 300, 304, 305, 404])('takes %i for an answer', (status) => {
    expect(redirectOf(STEP, { status, headers: { location: '/x' } })).toBeNull();
  });

  it.each([undefined, ['/a', '/b'], 'http://[', '/a b', '/a\\b', '/a\tb'])(
    'refuses the location %p',
    (location) => {
      expect(() => redirectOf(STEP, { status: 302, headers: { location } })).toThrow('no usable address');
    },
  );
});
