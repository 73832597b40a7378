/**
 * What a key may spend per `limitPeriod`, not per call: null means no cap, 0 that the currency may not be spent at all.
 *
 * A `usd` of 0 makes every call fail with 402 on an account that pays in USD, however full it is.
 */
export interface ConsumptionLimit {
  /** Caps USD, bundled and earned credits together; 0 to 9,999,999,999. */
  usd?: number | null | undefined;
  /** Caps DIEM; 0 to 9,999,999,999. */
  diem?: number | null | undefined;
  /** The old name of DIEM, which the service still takes and echoes; 0 to 9,999,999,999. Use `diem`. */
  vcu?: number | null | undefined;
}
