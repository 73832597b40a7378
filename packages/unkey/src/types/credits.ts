/** How often credits are filled up; open, because the service may add to it. */
export type RefillInterval = "daily" | "monthly" | (string & {});

/** Fills credits up every day. */
export interface DailyRefill {
  interval: "daily";
  /** The balance after a refill: an integer of at least 1. */
  amount: number;
  /** For monthly refills; createKey and migrateKeys ignore it here, updateKey takes none. */
  refillDay?: number | undefined;
}

/** Fills credits up once a month. */
export interface MonthlyRefill {
  interval: "monthly";
  /** The balance after a refill: an integer of at least 1. */
  amount: number;
  /** Day of the month, 1 to 31; where a month is shorter, its last day. */
  refillDay: number;
}

/** A refill as it is asked for. */
export type RefillParams = DailyRefill | MonthlyRefill;

/** Credits of a new key. */
export interface CreditsParams {
  /** An integer of at least 0; null means unlimited and allows no `refill`. */
  remaining: number | null;
  refill?: RefillParams | undefined;
}

/** What updateKey changes of a key's credits; a member left out stays as it is. */
export interface UpdateKeyCredits {
  /** An integer of at least 0; null means unlimited and removes the refill too. */
  remaining?: number | null | undefined;
  /** Null removes the refill alone. */
  refill?: RefillParams | null | undefined;
}

/** A refill as the service tells it. */
export interface Refill {
  interval: RefillInterval;
  amount: number;
  /** Absent for daily refills. */
  refillDay?: number;
}

/** Credits as the service tells them. */
export interface Credits {
  /** Null means unlimited. */
  remaining: number | null;
  refill?: Refill;
}
