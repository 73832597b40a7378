/** Milliseconds after which a credential of this app dies by itself, should nobody be left to delete it. */
export const lifetimeMs: number = 60 * 60 * 1_000;
