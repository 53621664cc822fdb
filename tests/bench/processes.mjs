import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/**
 * Starts a program that answers each line with a line.
 * @param {string} program
 * @param {string[]} words
 * @param {{ greets?: boolean }} [options] Whether it says a line when it is ready.
 */
export async function start(program, words, { greets = false } = {}) {
  const child = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${program} ${words[0]} has ended`);
    return value;
  };
  if (greets) await next();
  return {
    /** @param {string} line */
    async ask(line) {
      child.stdin.write(`${line}\n`);
      return Number(await next());
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
