/** Dice that fall the same way in every run. */
export class Dice {
  constructor(private state: number) {}

  /** A whole number from 0 up to, not including, `bound` (xorshift32). */
  below(bound: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % bound;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  characters(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet.charAt(this.below(alphabet.length))).join('');
  }

  hex = (length: number) => this.characters('0123456789abcdef', length);
  digits = (length: number) => this.characters('0123456789', length);
  lower = (length: number) => this.characters('abcdefghijklmnopqrstuvwxyz0123456789', length);
  upper = (length: number) => this.characters('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', length);
  alnum = (length: number) =>
    this.characters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', length);
  url = (length: number) =>
    this.alnum(1) +
    this.characters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-', length - 2) +
    this.alnum(1);
  base64 = (bytes: number) =>
    Buffer.from(Array.from({ length: bytes }, () => this.below(256))).toString('base64');
  base64url = (bytes: number) => Buffer.from(this.base64(bytes), 'base64').toString('base64url');
  uuid = () => [8, 4, 4, 4, 12].map((length) => this.hex(length)).join('-');
}
