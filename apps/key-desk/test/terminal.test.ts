import { describe, expect, test } from "vitest";
import { shorten } from "../src/shorten.ts";
import { Terminal } from "../src/terminal.ts";
import { Transcript } from "./support/transcript.ts";

const escape = "\u001B[";

/** Shows a bit of everything, with a bar over 200 items. */
async function show(transcript: Transcript): Promise<void> {
  const terminal = new Terminal(transcript);
  terminal.title("Title");
  await terminal.track("Walking", 200, async (advance) => {
    for (let item = 0; item < 200; item++) advance();
  });
  terminal.verdict("passed", "Done");
}

/** A terminal with so many bits of colour; 1 is what `NO_COLOR` makes of any. */
function screen(depth: number): Transcript {
  return Object.assign(new Transcript({ isTTY: true }), { getColorDepth: () => depth });
}

describe("away from a terminal", () => {
  test("there are no colours and no cursor movement", async () => {
    const transcript = new Transcript();

    await show(transcript);

    expect(transcript.text).not.toContain("\u001B");
    expect(transcript.text).not.toContain("\r");
  });

  test("progress is a line per quarter", async () => {
    const transcript = new Transcript();

    await show(transcript);

    expect(transcript.lines).toEqual([
      "Title",
      "   Walking: 25 % (50)",
      "   Walking: 50 % (100)",
      "   Walking: 75 % (150)",
      "   Walking: 100 % (200)",
      "   ✓ Done",
    ]);
  });
});

describe("on a terminal", () => {
  test("the bar is drawn at most once per percent, in its place", async () => {
    const transcript = screen(8);

    await show(transcript);

    expect(transcript.text.split(`${escape}1G`)).toHaveLength(101);
    expect(transcript.text.split("\n")).toHaveLength(5);
    expect(transcript.text).toContain(`${escape}32m✓ Done`);
  });

  test("one without colours gets a moving bar and no colours", async () => {
    const transcript = screen(1);

    await show(transcript);

    expect(transcript.text).toContain(`${escape}1G`);
    expect(transcript.text).not.toContain(`${escape}32m`);
  });

  test.each([20, 50, 80])("no drawing of the bar is broken in two on %d columns", async (columns) => {
    const transcript = Object.assign(screen(1), { columns });

    await show(transcript);

    const drawings = transcript.text.split("\n").flatMap((line) => line.split(`${escape}1G${escape}2K`));
    expect(transcript.text).toContain("100 % (200)");
    expect(Math.max(...drawings.map(({ length }) => length))).toBeLessThan(Math.max(columns, 28));
  });

  test("what follows a failure starts on a line of its own", async () => {
    const transcript = screen(1);
    const terminal = new Terminal(transcript);
    const failing = terminal.track("Walking", 2, async (advance) => {
      advance();
      throw new Error("lost");
    });

    await expect(failing).rejects.toThrow("lost");
    terminal.say("Sorry");

    expect(transcript.text).toMatch(/50 % \(1\)\n {3}Sorry\n$/);
  });
});

test.each([
  ["desk_4bCdEfGhJkLmNp", "desk_4bCd…"],
  ["4bCdEfGhJkLmNp", "4bCd…"],
  ["desk_4bC", "desk…"],
])("%s is shown as %s", (secret, shown) => {
  expect(shorten(secret)).toBe(shown);
});
