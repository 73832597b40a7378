/** Lets tasks run one after another, so that none sees another's work half done while a hash or signature is made. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs a task after all that came before it, however those ended. */
  async take<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => undefined);
    return await turn;
  }
}
