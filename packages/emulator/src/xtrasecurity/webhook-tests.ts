import { type Call, param, readBody, requireCaller, requirePerson } from "./call.ts";
import { refuse } from "./refusal.ts";
import { json } from "./reply.ts";
import { findWebhook } from "./webhook-access.ts";
import { sendProse } from "./webhook-events.ts";

const sentence = "This is a test message for a webhook.";

/** Sends a sentence to a webhook, an inactive one too; the answer is a success whatever comes of it. */
export async function testWebhook(call: Call): Promise<Response> {
  const { url } = findWebhook(call, requirePerson(call), param(call, "webhookId"));
  const delivery = await deliver(url);
  return json("error" in delivery ? { success: false, error: delivery.error } : showAnswer(delivery.answer));
}

/** Sends a sentence to an address that belongs to no webhook yet. */
export async function testAddress(call: Call): Promise<Response> {
  requireCaller(call);
  const { url } = readBody(call);
  if (!url) throw refuse(400, "URL is required");
  const delivery = await deliver(url);
  if ("error" in delivery) return json({ ok: false, error: delivery.error }, 400);
  const { ok, status } = delivery.answer;
  return json({ ok, status }, ok ? 200 : 400);
}

type Delivery = { readonly answer: Response } | { readonly error: string };

async function deliver(url: unknown): Promise<Delivery> {
  if (typeof url !== "string") return { error: "The address is no text." };
  try {
    return { answer: await sendProse(url, sentence) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function showAnswer({ ok, status, statusText }: Response): object {
  return { success: ok, status, statusText };
}
