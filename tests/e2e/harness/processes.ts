import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
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
  log: string;
}

/** Servers that this run has started, each as the leader of a process group of its own, with its output in a file. */
export class Processes {
  private readonly running: Running[] = [];
  private stopped = false;

  /** `folder`: where they run, so that files which they make unasked are removed with it. */
  constructor(private readonly folder: string) {
    // The last resort when the run dies before its teardown.
    process.on("exit", () => this.running.forEach(({ child }) => signal(child, "SIGKILL")));
  }

  /** Starts a server and waits until `url` answers with a success. */
  async serve(name: string, command: string[], log: string, url: string, environment = {}): Promise<void> {
    if (this.stopped) throw new Error(`${name} was asked for too late`);
    const [program = "", ...words] = command;
    const output = openSync(log, "w");
    const child = spawn(program, words, {
      cwd: this.folder,
      detached: true,
      stdio: ["ignore", output, output],
      env: { ...process.env, ...environment },
    });
    closeSync(output);
    const server = { name, child, log };
    this.running.push(server);
    let failure: Error | undefined;
    child.once("error", (error) => (failure = error));
    const deadline = Date.now() + 120_000;
    while (!(await answers(url))) {
      if (failure || child.exitCode !== null) throw new Error(`${name} ended at once: ${failure ?? tail(log)}`);
      if (Date.now() > deadline) throw new Error(`${name} does not answer at ${url}: ${tail(log)}`);
      await pause(100);
    }
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
    await Promise.all(this.running.splice(0).map(({ child }) => end(child)));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  signal(child, "SIGTERM");
  const patience = setTimeout(() => signal(child, "SIGKILL"), 5_000);
  await gone;
  clearTimeout(patience);
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
