import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readPrivate, removePrivate, writePrivate } from './agent-directory.js';
import { ClientProblem } from './client-problem.js';

const file = 'device-key.json';

/** The key of this machine: made here, and its secret half never leaves. */
export class DeviceKey {
  private constructor(
    private readonly secret: KeyObject,
    /** 32 bytes. */
    readonly publicKey: Buffer,
  ) {}

  /** @throws ClientProblem when the file is there and holds no key. */
  static load(directory: string): DeviceKey | null {
    const text = readPrivate(directory, file);
    if (text === null) return null;
    try {
      const secret = createPrivateKey({ key: JSON.parse(text) as object, format: 'jwk' } as never);
      if (secret.asymmetricKeyType !== 'ed25519') throw new Error('not an Ed25519 key');
      return DeviceKey.of(secret);
    } catch (error) {
      const words = `${file} in ${directory} holds no key. Run: clawbutler unpair, then pair again.`;
      throw new ClientProblem('LOCAL', words, { cause: error });
    }
  }

  static create(directory: string): DeviceKey {
    const { privateKey } = generateKeyPairSync('ed25519');
    writePrivate(directory, file, `${JSON.stringify(privateKey.export({ format: 'jwk' }))}\n`);
    return DeviceKey.of(privateKey);
  }

  static remove(directory: string): void {
    removePrivate(directory, file);
  }

  /** What the server knows the key by: SHA-256 of its public half, hex. */
  get id(): string {
    return createHash('sha256').update(this.publicKey).digest('hex');
  }

  /** The id as people compare it. */
  get fingerprint(): string {
    return this.id.match(/.{4}/g)!.join(' ');
  }

  sign(text: string): Buffer {
    return sign(null, Buffer.from(text), this.secret);
  }

  private static of(secret: KeyObject): DeviceKey {
    return new DeviceKey(secret, Buffer.from(secret.export({ format: 'jwk' }).x!, 'base64url'));
  }
}
