import type { CreatedApiKey } from "./api-key.ts";

/** How to replace a key. */
export interface RotateApiKeyParams {
  /**
   * Puts the new secret where it is used; the secret goes nowhere else. A rejection takes the new key back. `created`
   * is the whole answer, the secret included.
   */
  deliver: (apiKey: string, created: CreatedApiKey) => void | Promise<void>;
}

/** A key and the one that it replaced. */
export interface RotatedApiKey {
  /** Of the new key. */
  id: string;
  /** Of the old key, which is deleted. */
  replacedId: string;
}
