// A connection to one of the built site's workers, in its own messages (crates/protocol).

/** @typedef {{ resolve(answer: any): void, reject(error: Error): void }} Waiting */

export class Connection {
  /** Starts a worker and waits until it listens. */
  static async open() {
    const worker = new Worker("/worker-loader.js", { type: "module" });
    const connection = new Connection(worker);
    await connection.ready;
    return connection;
  }

  /** @param {Worker} worker */
  constructor(worker) {
    this.worker = worker;
    this.id = 0;
    /** @type {Map<number | null, Waiting>} Who waits for the end of a request; under `null` for the start. */
    this.waiting = new Map();
    this.ready = new Promise((resolve, reject) => this.waiting.set(null, { resolve, reject }));
    worker.onerror = (event) => this.fail(new Error(event.message || "the worker could not start"));
    worker.onmessage = ({ data: [head] }) => this.hear(JSON.parse(head));
  }

  /**
   * Asks, and waits for the answer.
   * @param {object} ask
   * @returns {Promise<any>}
   */
  request(ask) {
    const id = this.id++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage([JSON.stringify({ id, ask })]);
    });
  }

  end() {
    this.worker.terminate();
  }

  /** @param {any} event */
  hear({ Ready, Done, Failed }) {
    if (Ready) this.waiting.get(null)?.resolve(Ready);
    if (Done) this.waiting.get(Done.id)?.resolve(Done.answer);
    if (Done) this.waiting.delete(Done.id);
    if (Failed) this.fail(new Error(JSON.stringify(Failed.failure)));
  }

  /** @param {Error} error */
  fail(error) {
    for (const { reject } of this.waiting.values()) reject(error);
  }
}
