// Writing in the matrix itself: a place opens below its row, saves as one types, and closes again.
// Without this file each place leads to a page of its own that does the same.

import { DraftForm } from "./draft-forms.js";
import { focusAfter, listenForKeys } from "./draft-keys.js";
import { listenForArrows } from "./draft-places.js";
import { Status } from "./draft-status.js";

const area = document.querySelector("[data-editor]");
const table = document.querySelector("[data-draft]");
const status = new Status(area);
let open = null;
let isOpening = false;
let closing = null;

/** One place that is open: its id, its row of the table, and its form. */
class Place {
  constructor(link, part) {
    this.id = link.closest("[id]").id;
    this.row = document.createElement("tr");
    this.row.className = "place-row";
    this.row.setAttribute("role", "row");
    const cell = this.row.insertCell();
    cell.setAttribute("role", "cell");
    cell.colSpan = table.tHead.rows[0].cells.length;
    this.panel = document.createElement("div");
    this.panel.className = "place-panel";
    this.panel.append(...part.childNodes);
    cell.append(this.panel);
    link.closest("tr").after(this.row);
    this.#mark(true);
    this.form = new DraftForm(this.panel, {
      tokenUrl: area.dataset.tokenUrl,
      report: (saved) => status.report(saved),
      leave,
    });
    const press = (button, { backTo } = {}) => this.press(button, backTo);
    listenForKeys(this.panel, { press, save: () => this.form.save(), close: () => close() });
    this.panel.addEventListener("submit", (event) => this.#onSubmit(event));
  }

  get link() {
    return document.getElementById(this.id)?.querySelector("[data-opens]");
  }

  #mark(isOpen) {
    document.getElementById(this.id)?.classList.toggle("is-open", isOpen);
    this.link?.setAttribute("aria-expanded", String(isOpen));
  }

  #onSubmit(event) {
    event.preventDefault();
    const button = event.submitter;
    if (!button) return;
    if (button.matches("[data-done]")) close();
    else this.press(button);
  }

  async press(button, backTo) {
    await this.form.press(button);
    if (this.form.form) focusAfter(this.form.form, button, backTo);
  }

  /** Save everything, what stands in the line for a new behaviour included; then go. */
  async finish() {
    const { form } = this.form;
    if (!form) return true;
    if (!this.form.isUnsaved) return true;
    const button = form.querySelector("[data-done]");
    if (await this.form.press(button)) return true;
    focusAfter(this.form.form ?? this.panel, button);
    return false;
  }

  remove() {
    this.#mark(false);
    this.row.remove();
  }
}

/** Go to another address once everything is saved. An address of this very page is loaded anew. */
function leave(address) {
  status.isLeaving = true;
  const target = new URL(address, location.href);
  const isHere = target.pathname + target.search === location.pathname + location.search;
  location.assign(target);
  if (isHere) location.reload();
}

/** Save and close what is open; whoever asks again meanwhile waits for the same. */
function close(options) {
  closing ??= closeOpen(options).finally(() => {
    closing = null;
  });
  return closing;
}

async function closeOpen({ takesFocus = true } = {}) {
  if (!open) return true;
  if (!(await open.finish())) return false;
  const { link } = open;
  open.remove();
  open = null;
  status.watch(null);
  if (takesFocus) link?.focus();
  return true;
}

async function openPlace(link, behaviour) {
  if (isOpening) return;
  isOpening = true;
  try {
    const id = link.closest("[id]").id;
    if (open?.id === id) {
      await close();
      return;
    }
    if (!(await close({ takesFocus: false }))) return;
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = answer.ok && page.querySelector("[data-answer]");
    if (!part) throw new Error(String(answer.status));
    open = new Place(document.getElementById(id).querySelector("[data-opens]"), document.adoptNode(part));
    status.watch(open.form);
    focusInside(behaviour);
  } catch {
    status.isLeaving = true;
    location.assign(link.href);
  } finally {
    isOpening = false;
  }
}

function focusInside(behaviour) {
  const line = behaviour && open.panel.querySelector(`[data-line="${CSS.escape(behaviour)}"]`);
  const field = (line ?? open.panel).querySelector("textarea");
  open.panel.scrollIntoView({ block: "nearest" });
  (field ?? open.panel.querySelector("button")).focus();
}

function onClick(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a[data-opens]");
  if (link) {
    event.preventDefault();
    openPlace(link);
    return;
  }
  const cell = event.target.closest("[data-cell]");
  if (!cell || event.target.closest("a, button") || String(getSelection())) return;
  openPlace(cell.querySelector("[data-opens]"), event.target.closest("[data-behaviour]")?.dataset.behaviour);
}

/** Taking a step back leads to where it was taken; what is typed is saved before. */
async function onStep(event) {
  const form = event.target.closest("[data-undo], [data-redo]");
  if (!form || !open?.form.isUnsaved) return;
  event.preventDefault();
  if (!(await close({ takesFocus: false }))) return;
  document.querySelector(form.matches("[data-undo]") ? "[data-undo]" : "[data-redo]").requestSubmit();
}

function onShortcut(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z") return;
  if (event.target.closest("textarea, input, select, [contenteditable]")) return;
  const button = document.querySelector(`${event.shiftKey ? "[data-redo]" : "[data-undo]"} button`);
  event.preventDefault();
  if (button && !button.disabled) button.form.requestSubmit(button);
}

area.classList.add("has-script");
table.addEventListener("click", onClick);
listenForArrows(table);
area.addEventListener("submit", onStep);
document.addEventListener("keydown", onShortcut);
// A page from the browser's memory shows an older state of the draft.
window.addEventListener("pageshow", (event) => event.persisted && location.reload());
for (const element of document.querySelectorAll("[data-with-script]")) element.hidden = false;
// Once the browser has gone to the place in the address, which takes the focus away.
window.addEventListener("load", () => {
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    const place = document.querySelector("td:target, th:target");
    place?.querySelector("[data-opens]")?.focus({ preventScroll: true });
  });
});
