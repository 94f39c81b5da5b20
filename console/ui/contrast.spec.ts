import { readFileSync } from 'node:fs';
import { contrast, parseTheme } from './contrast.fixture.js';

const css = readFileSync('console/ui/tokens.css', 'utf8');
const tones = ['brand', 'amber', 'red', 'green', 'blue'];

/** Text on a ground, by token name. */
const texts: [string, string][] = [
  ...['canvas', 'sunken', 'raised', 'n3', 'n4'].flatMap((ground): [string, string][] => [
    ['n12', ground],
    ['n11', ground],
    ['n10', ground],
  ]),
  ...tones.flatMap((tone): [string, string][] => [
    [`${tone}-ink`, `${tone}-bg`],
    [`${tone}-ink`, 'canvas'],
    [`${tone}-ink`, 'sunken'],
    [`${tone}-ink`, 'raised'],
    ['n12', `${tone}-bg`],
    ['n11', `${tone}-bg`],
  ]),
  ...['brand', 'red', 'green'].flatMap((tone): [string, string][] => [
    ['on-solid', `${tone}-solid`],
    ['on-solid', `${tone}-solid-hover`],
  ]),
];

/** Lines and dots that carry meaning: control borders, focus, status dots, bars. */
const lines: [string, string][] = [
  ['n9', 'canvas'],
  ['brand-ink', 'canvas'],
  ...tones.flatMap((tone): [string, string][] => [
    [`${tone}-solid`, 'canvas'],
    [`${tone}-solid`, 'sunken'],
  ]),
];

describe.each(['light', 'dark'])('colours of the %s theme', (name) => {
  const theme = parseTheme(css, name);

  it.each(texts)('%s on %s reads at 4.5:1', (ink, ground) => {
    expect(contrast(theme(ink), theme(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(lines)('%s on %s shows at 3:1', (line, ground) => {
    expect(contrast(theme(line), theme(ground))).toBeGreaterThanOrEqual(3);
  });
});
