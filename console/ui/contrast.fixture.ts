type Rgb = readonly [number, number, number];

/**
 * Colours of one theme of tokens.css.
 * @returns linear RGB of a token by name; follows `var()`
 * @throws when a token is missing or not an opaque OKLCH colour
 */
export function parseTheme(css: string, name: string): (token: string) => Rgb {
  const start = css.indexOf(`:root[data-theme='${name}']`);
  const block = css.slice(start, css.indexOf('}', start));
  const values = new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1], found[2] ?? '']),
  );
  return function read(token): Rgb {
    const value = values.get(token);
    if (value === undefined) throw new Error(`--${token} is not defined in the ${name} theme`);
    const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
    if (other) return read(other);
    const parts = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(value)?.slice(1).map(Number);
    if (!parts) throw new Error(`--${token} is ${value}, not an opaque oklch colour`);
    return linearRgb(parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0);
  };
}

/** OKLab's published matrices, clipped to what an sRGB screen shows. */
function linearRgb(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const luminance = ([red, green, blue]: Rgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** WCAG 2 contrast of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}
