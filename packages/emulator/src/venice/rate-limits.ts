import { tier } from "./breaches.ts";
import { type Call, isoTime, isoTimeOrNull } from "./call.ts";
import { nextEpoch, spendable } from "./spending.ts";

const modelLimits = [
  {
    apiModelId: "zai-org-glm-5-1",
    rateLimits: [
      { type: "RPM", amount: 100 },
      { type: "TPM", amount: 2_000_000 },
    ],
  },
  { apiModelId: "flux-2-pro", rateLimits: [{ type: "RPD", amount: 10_000 }] },
  // Models of video and music have no limits.
  { apiModelId: "wan-2.6-text-to-video", rateLimits: [] },
];

/** Shows what the calling key can still spend, and how fast it may call models. */
export function getRateLimits({ key, now }: Call): object {
  const { usd, diem, bundledCredits } = spendable(key, now);
  return {
    data: {
      accessPermitted: usd > 0 || diem > 0 || bundledCredits > 0,
      apiTier: { id: tier, isCharged: true },
      balances: { USD: usd, DIEM: diem, BUNDLED_CREDITS: bundledCredits },
      keyExpiration: isoTimeOrNull(key.settings.expiresAt),
      nextEpochBegins: isoTime(nextEpoch(now)),
      rateLimits: modelLimits,
    },
  };
}

/** Lists the account's last 50 breaches of a limit, newest first. */
export function listBreaches({ key }: Call): object {
  return { object: "list", data: key.account.breaches.toReversed() };
}
