// One form of the editor and its saving: after a pause in typing, one request at a time, and the
// latest words last. What could not be saved is tried again; what was typed is never replaced.

import {
  hasSameLines,
  replaceForm,
  takeChoices,
  takePlaces,
  takeStates,
  takeValues,
} from "./draft-answers.js";
import { Problem, send, waitAfter } from "./saving.js";

const PAUSE = 1000;
const LONGEST_PRESS = 3000;

/** Settles when nothing is being pressed: what is replaced meanwhile loses its click. */
async function letGo() {
  const end = Date.now() + LONGEST_PRESS;
  while (document.querySelector("main :active") && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export class DraftForm {
  #root;
  #tokenUrl;
  #report;
  #leave;
  #timer = 0;
  #failures = 0;
  #request = null;
  #inDoubt = null;
  #changed = false;
  problem = null;

  /**
   * The form inside `root`, which may be replaced while it is open. `report` is called whenever how
   * it stands has changed, with the words for a save that went through; `leave` with the address
   * that a button leads to.
   */
  constructor(root, { tokenUrl, report, leave }) {
    this.#root = root;
    this.#tokenUrl = tokenUrl;
    this.#report = report;
    this.#leave = leave;
    // No "change": a text says that again when it loses the focus, after it was saved.
    root.addEventListener("input", (event) => this.#onEdit(event));
    root.addEventListener("focusout", () => this.#changed && !this.#isBlocked && this.saveSoon(150));
  }

  get form() {
    return this.#root.querySelector("form[data-draft-form]");
  }

  get isUnsaved() {
    return this.#changed || this.#request !== null || this.problem !== null || this.#hasNew;
  }

  get isBusy() {
    return this.#request !== null;
  }

  /** Settles when nothing is under way. */
  async settled() {
    while (this.#request) await this.#request;
  }

  /** Whether something stands in the line for a new behaviour, which only its button adds. */
  get #hasNew() {
    return [...(this.form?.querySelectorAll("[data-new] textarea") ?? [])].some((field) => field.value.trim());
  }

  get #isBlocked() {
    return [Problem.CLOSED, Problem.SIGNED_OUT].includes(this.problem) || this.#hasOpenChoice;
  }

  get #hasOpenChoice() {
    return Boolean(this.form?.querySelector("[data-clash] input[type=radio]"));
  }

  #onEdit(event) {
    if (event.target.closest("[data-clash], [data-new], .more-tools, .placing")) return this.#report();
    this.#changed = true;
    if (!this.#isBlocked) this.saveSoon(event.target.matches("input") ? 0 : PAUSE);
    this.#report();
  }

  saveSoon(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
  }

  /** Save what is typed into texts that are there already; true when nothing is left to save. */
  async save() {
    clearTimeout(this.#timer);
    while (this.#request) await this.#request;
    if (this.#isBlocked || !this.form) return false;
    if (!this.#changed && this.#inDoubt === null) return this.problem === null;
    // Whether the last request arrived may be unknown: the same again first, so that what it may
    // have saved is not taken for another editor's work.
    const repeats = this.#inDoubt !== null;
    const fields = this.#inDoubt ?? this.#fields();
    this.#changed = repeats;
    await this.#run(() => this.#send(fields, { isQuiet: true }));
    if (this.#changed && this.problem === null) this.saveSoon(repeats ? 0 : PAUSE);
    this.#report();
    return this.problem === null && !this.#changed;
  }

  /** Do what a button says, after everything that is typed is saved; true when it was done. */
  async press(button) {
    clearTimeout(this.#timer);
    while (this.#request) await this.#request;
    if (this.problem === Problem.CLOSED) return false;
    const fields = this.#fields({ withNew: true, withChoice: true });
    fields.set("do", button.value);
    this.#changed = false;
    this.form.inert = true;
    await this.#run(() => this.#send(fields, { isQuiet: false }));
    if (this.form) this.form.inert = false;
    this.#report();
    return this.problem === null;
  }

  async #run(work) {
    this.#request = work();
    this.#report();
    await this.#request;
    this.#request = null;
  }

  async #send(fields, { isQuiet }) {
    if (isQuiet) this.#inDoubt = fields;
    const heard = await send(this.form.action, fields, this.#tokenUrl);
    if (!heard) return this.#fail(isQuiet ? Problem.RETRYING : Problem.FAILED);
    if (heard.answer.status < 500) this.#inDoubt = null;
    await letGo();
    return this.#settle(heard.answer, heard.text, fields, isQuiet);
  }

  #settle(answer, text, sent, isQuiet) {
    const next = answer.headers.get("X-Portal-Next");
    const part = new DOMParser().parseFromString(text, "text/html").querySelector("[data-answer], [data-gone]");
    if (answer.ok && next) {
      this.problem = null;
      this.#leave(next);
    } else if (part?.matches("[data-gone]")) {
      this.#root.replaceChildren(document.adoptNode(part));
      this.#fail(Problem.CLOSED);
    } else if (part && [200, 409, 422].includes(answer.status)) {
      this.#failures = 0;
      this.#take(part, answer.status, sent, isQuiet);
    } else if (answer.status === 401) {
      this.#fail(Problem.SIGNED_OUT);
    } else if (answer.status >= 500 || answer.status === 429) {
      this.#fail(isQuiet ? Problem.RETRYING : Problem.FAILED);
    } else {
      this.#fail(Problem.CLOSED);
    }
  }

  #take(part, status, sent, isQuiet) {
    const fresh = part.querySelector("form[data-draft-form]");
    if (!isQuiet) {
      replaceForm(this.form, fresh);
    } else if (status === 200 && !hasSameLines(this.form, fresh) && !this.#changed) {
      replaceForm(this.form, fresh, { keepNew: true });
    } else {
      takeStates(this.form, fresh);
      if (status === 200) takeValues(this.form, fresh, sent);
      if (status === 409) takeChoices(this.form, fresh);
    }
    if (status === 200) {
      this.problem = null;
      takePlaces(part);
      this.#report(part.dataset.saved);
    } else {
      this.#fail(status === 409 ? Problem.CONFLICT : Problem.INVALID);
    }
  }

  #fail(problem) {
    this.problem = problem;
    this.#changed = true;
    if (problem !== Problem.RETRYING) return;
    this.saveSoon(waitAfter(this.#failures));
    this.#failures += 1;
  }

  /** After signing in again, or once the network is back. */
  resume() {
    if (![Problem.SIGNED_OUT, Problem.RETRYING].includes(this.problem)) return;
    this.problem = null;
    this.#changed = true;
    this.saveSoon(0);
  }

  #fields({ withNew = false, withChoice = false } = {}) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      const field = this.form.elements.namedItem(name);
      const element = field instanceof RadioNodeList ? field[0] : field;
      if (element.closest("[data-new]") && !withNew) continue;
      if (element.closest("[data-clash]") && !withChoice) continue;
      fields.append(name, value);
    }
    fields.set("do", "save");
    return fields;
  }
}
