import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";

/** A TCP port that nobody uses now, chosen by the system. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}

interface Running {
  name: string;
  child: ChildProcess;
}

/** Servers that this run has started, each as the leader of a process group of its own, with its output in a file. */
export class Processes {
  private readonly running: Running[] = [];
  private stopped = false;
  private readonly atExit = () => {
    for (const { child } of this.running) if (!child.stdin) signal(child, "SIGKILL");
  };

  /** `folder`: where they run, so that files which they make unasked are removed with it. */
  constructor(private readonly folder: string) {
    // The last resort when the run dies before its teardown.
    process.on("exit", this.atExit);
  }

  /** Starts a server and waits until `url` answers with a success. */
  async serve(name: string, command: string[], log: string, url: string, environment = {}): Promise<void> {
    const output = openSync(log, "w");
    const child = this.start(name, command, ["ignore", output, output], environment);
    closeSync(output);
    let failure: Error | undefined;
    child.once("error", (error) => (failure = error));
    const deadline = Date.now() + 120_000;
    while (!(await answers(url))) {
      if (failure || child.exitCode !== null) throw new Error(`${name} ended at once: ${failure ?? tail(log)}`);
      if (Date.now() > deadline) throw new Error(`${name} does not answer at ${url}: ${tail(log)}`);
      await pause(100);
    }
  }

  /**
   * Starts a program that serves until its standard input ends, and then ends by itself, with all that it has started: also when
   * this run has died. Returns the first line that it prints, which tells that it serves.
   */
  async serveUntilInputEnds(name: string, command: string[], log: string): Promise<string> {
    const complaints = openSync(log, "w");
    const child = this.start(name, command, ["pipe", "pipe", complaints], {});
    closeSync(complaints);
    let failure: Error | undefined;
    child.once("error", (error) => (failure = error));
    const closed = new Promise((resolve) => child.once("close", resolve));
    for await (const line of createInterface({ input: child.stdout as Readable })) return line;
    await closed;
    throw new Error(`${name} ended at once: ${failure ?? tail(log)}`);
  }

  private start(name: string, command: string[], stdio: StdioOptions, environment: object): ChildProcess {
    if (this.stopped) throw new Error(`${name} was asked for too late`);
    const [program = "", ...words] = command;
    const env = { ...process.env, ...environment };
    const child = spawn(program, words, { cwd: this.folder, detached: true, stdio, env });
    this.running.push({ name, child });
    return child;
  }

  /** Runs a command to its end and returns what it printed; its error output is part of the message when it fails. */
  async run(command: string[], environment = {}): Promise<string> {
    const [program = "", ...words] = command;
    const child = spawn(program, words, {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    let [printed, complaints] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`${command.join(" ")} failed (${code}): ${complaints.slice(-4_000)}`);
    return printed;
  }

  /** Ends every server, politely first, and waits for it. */
  async stop(): Promise<void> {
    this.stopped = true;
    const ends = await Promise.allSettled(this.running.splice(0).map(end));
    process.off("exit", this.atExit);
    const failed = ends.find((result) => result.status === "rejected");
    if (failed) throw failed.reason;
  }
}

/** Time that a server gets to end, in milliseconds. */
const PATIENCE = 5_000;
/** The same for a program that has to end others first. */
const PATIENCE_WITH_OTHERS = 90_000;

async function end({ name, child }: Running): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  const { stdin } = child;
  if (stdin) stdin.end();
  else signal(child, "SIGTERM");
  const patience = setTimeout(() => signal(child, "SIGKILL"), stdin ? PATIENCE_WITH_OTHERS : PATIENCE);
  await gone;
  clearTimeout(patience);
  if (stdin && child.exitCode !== 0) {
    throw new Error(`${name} may have left processes behind: it ended with ${child.exitCode ?? child.signalCode}`);
  }
  // Workers of a leader that is gone.
  signal(child, "SIGKILL");
}

/** Signals the whole group of a process that was started detached. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name);
  } catch {
    // The group is gone already.
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function tail(log: string): string {
  return readFileSync(log, "utf8").slice(-2_000);
}
