import { PreconditionFailedError, type Tagged, type User } from "@keyrack/authpi-admin";
import type { AuthPIAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import type { Customer } from "./authpi-customer.ts";

/** Lets two admins, each with a client, change the user they have both read; the later one is refused, reads again and succeeds. */
export const editAsTwo: Step<AuthPIAccess, Customer, void> = {
  title: "Edit one user as two",
  async run({ client, connect, terminal }, { issuerId, userId }) {
    const colleague = connect();
    const mine = client.issuer(issuerId).user(userId);
    const theirs = colleague.issuer(issuerId).user(userId);
    const [myCopy, theirCopy] = await Promise.all([mine.get(), theirs.get()]);

    const changed = await theirs.update(withFact(theirCopy, { phone: "+44 20 7946 0018" }), ifUnchanged(theirCopy));
    terminal.say("The colleague adds a phone number");

    const refusal: unknown = await mine
      .update(withFact(myCopy, { title: "Head of keys" }), ifUnchanged(myCopy))
      .catch((error: unknown) => error);
    check(refusal instanceof PreconditionFailedError, "a change to an outdated copy was not refused with 412");
    const { currentEtag, status } = refusal;
    terminal.say(`Our title for the copy from before: ${status}, the user is at ${currentEtag} now`);
    check(currentEtag !== undefined && currentEtag === changed._etag, "the refusal does not name the current ETag");

    const fresh = await mine.get();
    const { profile } = await mine.update(withFact(fresh, { title: "Head of keys" }), ifUnchanged(fresh));
    terminal.say("Read again and changed: accepted");
    check(profile["title"] === "Head of keys", "the title was not kept");
    check(profile["phone"] === "+44 20 7946 0018", "the colleague's phone number was overwritten");
    return { value: undefined, checked: "one told by 412; both changes kept" };
  },
};

/** The profile with one more fact; it is replaced as a whole, so a change to an old copy would lose what came between. */
function withFact({ profile }: User, fact: Record<string, string>): { profile: Record<string, unknown> } {
  return { profile: { ...profile, ...fact } };
}

function ifUnchanged({ _etag }: Tagged<User>): { ifMatch: string } {
  check(_etag !== undefined, "the user came without an ETag");
  return { ifMatch: _etag };
}
