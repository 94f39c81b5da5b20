/** The version of this program; a test holds it equal to the one in package.json, which a bundle has not with it. */
export const VERSION = '0.1.0';
