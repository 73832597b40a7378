import { expect } from "vitest";

/** An id: 24 hex digits. */
export const anId: unknown = expect.stringMatching(/^[0-9a-f]{24}$/);

/** A time as rows carry it. */
export const aTime: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** A sentence of the service's own: seven words or more. */
export const aSentence: unknown = expect.stringMatching(/^(?:\S+ ){6,}\S+$/);

/** Such a sentence that opens with `Forbidden:`. */
export const aForbiddenSentence: unknown = expect.stringMatching(/^Forbidden: (?:\S+ ){5,}\S+$/);

/** The database's own text, which names a model and an operation. */
export const aDatabaseText: unknown = expect.stringMatching(/Invalid `prisma\.\w+\.\w+\(\)` invocation/);
