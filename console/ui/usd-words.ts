const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** USD × 10⁻⁶ as "$1.20"; less than a cent but not nothing is "< $0.01". The caller says where it is estimated. */
export function usdWords(micros: number): string {
  if (micros > 0 && micros < 10_000) return '< $0.01';
  return dollars.format(micros / 1_000_000);
}
