// A form of the editor on a page of its own: it saves as one types, and leaving with words that are
// not saved warns. Its buttons lead on as they do without scripts.

import { DraftForm } from "./draft-forms.js";
import { Status } from "./draft-status.js";

const form = document.querySelector("form[data-draft-form]");
const bar = document.querySelector("[data-editor]");

/** Forms that make something new are sent by their button alone. */
function warnBeforeLeaving() {
  let isSent = false;
  form.addEventListener("submit", () => {
    isSent = true;
  });
  window.addEventListener("beforeunload", (event) => {
    const isTyped = [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
    if (isTyped && !isSent) event.preventDefault();
  });
}

/** A button that was pressed, or the one that stands in its place since the form is there anew. */
function inPage(button, fresh) {
  if (button.isConnected) return button;
  return [...(fresh?.querySelectorAll("button") ?? [])].find((one) => one.value === button.value);
}

function saveAsTyped() {
  const status = new Status(bar);
  const draft = new DraftForm(form.parentElement, {
    tokenUrl: bar.dataset.tokenUrl,
    report: (saved) => status.report(saved),
    leave: (address) => location.assign(address),
  });
  status.watch(draft);
  form.parentElement.addEventListener("submit", async (event) => {
    if (!draft.isBusy) {
      status.isLeaving = true;
      return;
    }
    // The same words from two sides would look like two editors.
    event.preventDefault();
    await draft.settled();
    const button = inPage(event.submitter, draft.form);
    button?.form.requestSubmit(button);
  });
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

if (form && bar && !form.matches("[data-explicit]")) saveAsTyped();
else if (form) warnBeforeLeaving();
for (const element of document.querySelectorAll("[data-with-script]")) element.hidden = false;
