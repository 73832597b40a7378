import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { Fault } from "./fault.ts";
import { isObject } from "./values.ts";

const ivBytes = 12;
const keyBytes = 32;
const tagBytes = 16;

/** Bytes that the platform's cryptography takes, named so that older compilers can read the declarations. */
export type Bytes = ReturnType<TextEncoder["encode"]>;

/** Encrypts stored values with AES-256-GCM; an envelope is `{ iv, encryptedData, authTag }` in hex, as JSON text. */
export class Vault {
  readonly #createBytes: (length: number) => Bytes;
  readonly #keyBytes: Bytes;
  #key: Promise<CryptoKey> | undefined;

  /** Takes the source of the key and of the initialization vectors. */
  constructor(createBytes: (length: number) => Bytes) {
    this.#createBytes = createBytes;
    this.#keyBytes = createBytes(keyBytes);
  }

  /** Writes an envelope; throws a fault for a value that is no text. */
  async seal(value: unknown): Promise<string> {
    if (typeof value !== "string") throw new Fault("The value to encrypt must be of type string.");
    const iv = this.#createBytes(ivBytes);
    const sealed = new Uint8Array(
      await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.#getKey(), utf8ToBytes(value)),
    );
    return JSON.stringify({
      iv: bytesToHex(iv),
      encryptedData: bytesToHex(sealed.subarray(0, -tagBytes)),
      authTag: bytesToHex(sealed.subarray(-tagBytes)),
    });
  }

  /** Reads an envelope; `undefined` for a text that is none of this vault. */
  async open(envelope: string): Promise<string | undefined> {
    try {
      const { iv, encryptedData, authTag } = readEnvelope(envelope);
      const sealed = hexToBytes(encryptedData + authTag);
      const algorithm = { name: "AES-GCM", iv: hexToBytes(iv) };
      const bytes = await crypto.subtle.decrypt(algorithm, await this.#getKey(), sealed);
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  }

  async #getKey(): Promise<CryptoKey> {
    this.#key ??= crypto.subtle.importKey("raw", this.#keyBytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    return await this.#key;
  }
}

function readEnvelope(text: string): { iv: string; encryptedData: string; authTag: string } {
  const parsed: unknown = JSON.parse(text);
  const { iv, encryptedData, authTag } = isObject(parsed) ? parsed : {};
  if (typeof iv === "string" && typeof encryptedData === "string" && typeof authTag === "string") {
    return { iv, encryptedData, authTag };
  }
  throw new TypeError("The text is no envelope.");
}
