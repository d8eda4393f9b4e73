// How the draft stands, in one line that stays in sight: shown always, spoken when it says something
// else than before. It also keeps people from leaving with words that are not saved.

import { renewToken } from "./request-token.js";
import { Problem } from "./saving.js";

const WORDS = {
  [Problem.RETRYING]: "wordsRetrying",
  [Problem.SIGNED_OUT]: "wordsSignedOut",
  [Problem.INVALID]: "wordsInvalid",
  [Problem.CONFLICT]: "wordsConflict",
  [Problem.CLOSED]: "wordsClosed",
  [Problem.FAILED]: "wordsFailed",
};

export class Status {
  #words;
  #spoken = document.getElementById("status");
  #saved = "";
  #form = null;
  isLeaving = false;

  /** `element` carries the words in its data, and holds the line and the link to sign in again. */
  constructor(element) {
    this.#words = element.dataset;
    this.line = element.querySelector("[data-edit-status]");
    this.signedOut = element.querySelector("[data-signed-out]");
    window.addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && this.#form?.isUnsaved) event.preventDefault();
    });
    window.addEventListener("online", () => this.#form?.resume());
    window.addEventListener("focus", () => this.#afterSignIn());
  }

  /** Watch a form from now on; none when it is closed. */
  watch(form) {
    this.#form = form;
    this.report();
  }

  report(saved) {
    if (saved) this.#saved = saved;
    const form = this.#form;
    this.signedOut.hidden = form?.problem !== Problem.SIGNED_OUT;
    if (form?.problem) {
      this.#tell(this.#words[WORDS[form.problem]], "problem");
    } else if (form?.isBusy) {
      this.#show(this.#words.wordsSaving, "saving");
    } else if (form?.isUnsaved) {
      this.#show(this.#words.wordsUnsaved, "unsaved");
    } else if (this.#saved) {
      this.#tell(this.#saved, "saved");
    }
  }

  say(words) {
    this.#tell(words, "problem");
  }

  #show(text, look) {
    this.line.textContent = text;
    this.line.dataset.editStatus = look;
  }

  #tell(text, look) {
    this.#show(text, look);
    const spoken = this.signedOut.hidden ? text : `${text} ${this.signedOut.textContent.trim()}`;
    if (this.#spoken.textContent !== spoken) this.#spoken.textContent = spoken;
  }

  async #afterSignIn() {
    if (this.#form?.problem === Problem.SIGNED_OUT && (await renewToken(this.#words.tokenUrl))) {
      this.#form.resume();
    }
  }
}
