/** Injection token of the installation's checkpoint signing key. */
export const SIGNING_KEY = 'SIGNING_KEY';
