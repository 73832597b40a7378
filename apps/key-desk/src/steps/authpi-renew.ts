import type { AuthPIAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { shorten } from "../shorten.ts";
import type { Customer } from "./authpi-customer.ts";

const tokenLifeMs = 60_000;
const callCount = 5;

/** Lets a token of the user expire under five calls at once; skipped on a real server, whose time nobody can move. */
export const renewToken: Step<AuthPIAccess, Customer, void> = {
  title: "Renew a token",
  async run({ client, connect, emulator, terminal }, { issuerId, userId }) {
    if (emulator === undefined) {
      return { value: undefined, checked: "skipped: for the emulator only", isSkipped: true };
    }
    const mint = async (): Promise<string> => {
      const { token_plain } = await client
        .issuer(issuerId)
        .user(userId)
        .tokens.create({ restrictions: { scopes: ["*"] }, expires_at: emulator.clock.now() + tokenLifeMs });
      return token_plain;
    };
    const tokens = [await mint()];
    const holder = connect({
      accessToken: tokens[0],
      onTokenExpired: async () => {
        const accessToken = await mint();
        tokens.push(accessToken);
        return { accessToken };
      },
    });
    await holder.issuer(issuerId).user(userId).get();
    const early = tokens.length - 1;
    check(early === 0, "the token was renewed before it had expired");

    emulator.clock.advance(tokenLifeMs);
    const found = await Promise.all(
      Array.from({ length: callCount }, async () => await holder.issuer(issuerId).user(userId).get()),
    );
    const renewals = tokens.length - 1;
    terminal.say(`${callCount} calls at once after its end: ${tokens.map(shorten).join(" is replaced by ")}`);
    check(
      found.every(({ id }) => id === userId),
      "a repeated call gave another user",
    );
    check(renewals === 1, `${callCount} calls renewed the token ${renewals} times instead of once`);
    return { value: undefined, checked: `renewed once for ${callCount} calls` };
  },
};
