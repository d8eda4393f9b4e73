// One part of a view and its saving: after a pause in typing, one request at a time, and
// the latest state last. What could not be saved is tried again; what was typed is never replaced.

import { Problem, send, waitAfter } from "./saving.js";

const PAUSE = 800;
// A link is wrong until it is whole, so it is not looked at in the middle of a word.
const PAUSE_IN_LINK = 3000;

const isTicked = (field) => field.type === "radio" || field.type === "checkbox";

export class AnswerPart {
  #element;
  #tokenUrl;
  #report;
  #showTheirs;
  #timer = 0;
  #failures = 0;
  #request = null;
  #inDoubt = null;
  #changed = false;
  problem = null;
  /** Why nobody writes here any more, in words, where the answer to a save has said so. */
  shut = "";

  /**
   * `report` is called whenever how this part stands has changed, with the words for a save that
   * went through; `showTheirs` once the other of two versions was taken.
   */
  constructor(element, { tokenUrl, report, showTheirs }) {
    this.#element = element;
    this.#tokenUrl = tokenUrl;
    this.#report = report;
    this.#showTheirs = showTheirs;
    if (this.#state.querySelector("[data-conflict]")) this.problem = Problem.CONFLICT;
    element.addEventListener("input", (event) => this.#onEdit(event));
    element.addEventListener("change", (event) => this.#onEdit(event));
  }

  get element() {
    return this.#element;
  }

  get isUnsaved() {
    return this.#changed || this.#request !== null || this.problem !== null;
  }

  /** Whether something was entered already before this script ran. */
  get wasEditedEarlier() {
    return [...this.#element.querySelectorAll("input[name], textarea[name]")].some((field) =>
      isTicked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue,
    );
  }

  get #state() {
    return this.#element.querySelector("[data-part-state]");
  }

  #onEdit(event) {
    if (event.target.closest("[data-conflict]")) return;
    // A text says "change" when it loses the focus: again what it said while it was typed.
    if (event.type === "change" && !isTicked(event.target) && !this.#changed) return;
    this.#changed = true;
    const settled = [Problem.CONFLICT, Problem.CLOSED, Problem.SIGNED_OUT].includes(this.problem);
    const inLink = event.type === "input" && event.target.type === "url";
    if (!settled) this.saveSoon(inLink ? PAUSE_IN_LINK : PAUSE);
    this.#report();
  }

  /** Everything in this part may be unsaved: its page came back with problems, or was quicker. */
  distrust() {
    this.#changed = true;
    if (this.problem === null) this.saveSoon(0);
  }

  saveSoon(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
  }

  /** Save what is there now, after the request under way; settles when nothing is under way. */
  async save({ withChoice = false, again = false } = {}) {
    clearTimeout(this.#timer);
    while (this.#request) await this.#request;
    const isClosed = this.problem === Problem.CLOSED && !again;
    const blocked = isClosed || (this.problem === Problem.CONFLICT && !withChoice);
    if (blocked || !this.isUnsaved) return;
    // Whether the last request arrived may be unknown: the same again first, so that what it may
    // have saved is not taken for another tab's work.
    const repeats = this.#inDoubt !== null;
    const fields = this.#inDoubt ?? this.#fields(withChoice);
    this.#changed = repeats;
    this.#request = this.#send(fields);
    this.#report();
    await this.#request;
    this.#request = null;
    if (this.#changed && this.problem === null) this.saveSoon(repeats ? 0 : PAUSE);
    this.#report();
  }

  async #send(fields) {
    this.#inDoubt = fields;
    const heard = await send(this.#element.dataset.url, fields, this.#tokenUrl);
    if (!heard) return this.#fail(Problem.RETRYING);
    if (heard.answer.status < 500) this.#inDoubt = null;
    return this.#settle(heard.answer, heard.text);
  }

  #settle(answer, text) {
    const state = new DOMParser().parseFromString(text, "text/html").querySelector("[data-part-state]");
    if (state?.dataset.shut) {
      this.shut = state.dataset.shut;
      this.#fail(Problem.CLOSED);
    } else if (state && [200, 409, 422].includes(answer.status)) {
      this.#failures = 0;
      this.#show(state);
      if (answer.status === 409) return this.#fail(Problem.CONFLICT);
      if (answer.status === 422) return this.#fail(Problem.INVALID);
      this.problem = null;
      this.#report(state.dataset.saved);
      if (answer.headers.has("X-Portal-Reload")) setTimeout(this.#showTheirs, 0, this);
    } else if (answer.status === 401) {
      this.#fail(Problem.SIGNED_OUT);
    } else if (answer.status >= 500 || answer.status === 429) {
      this.#fail(Problem.RETRYING);
    } else {
      this.#fail(Problem.CLOSED);
    }
  }

  #fail(problem) {
    this.problem = problem;
    this.#changed = true;
    if (problem !== Problem.RETRYING) return;
    this.saveSoon(waitAfter(this.#failures));
    this.#failures += 1;
  }

  #fields(withChoice) {
    const fields = new URLSearchParams();
    for (const field of this.#element.querySelectorAll("input[name], textarea[name]")) {
      if (isTicked(field) && !field.checked) continue;
      if (field.closest("[data-conflict]") && !withChoice) continue;
      fields.append(field.name, field.value);
    }
    return fields;
  }

  #show(state) {
    const old = this.#state;
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(document.adoptNode(state));
    if (hadFocus) this.#element.querySelector("input[type=radio]:checked")?.focus();
    this.#showErrors(state);
  }

  #showErrors(state) {
    for (const slot of this.#element.querySelectorAll("[data-errors-of]")) {
      const found = state.querySelector(`[data-error-for="${CSS.escape(slot.dataset.errorsOf)}"]`);
      slot.replaceChildren(...(found?.childNodes ?? []));
      const field = document.getElementById(slot.dataset.errorsOf);
      field?.closest(".field")?.classList.toggle("field-wrong", Boolean(found));
      if (field?.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", String(Boolean(found)));
      found?.remove();
    }
  }
}
