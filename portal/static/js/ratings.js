// Marking with the keyboard, and how much is marked. The keys work only while the focus is on a mark
// of a row; they never send anything or move on.

const MARKS = {
  1: "not_yet",
  2: "when_prompted",
  3: "own_initiative",
  4: "lifts_others",
  0: "not_applicable",
  n: "not_applicable",
  Backspace: "",
  Delete: "",
};

function markByKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const row = event.target.matches("input[type=radio]") && event.target.closest("[data-rating]");
  const mark = MARKS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!row || mark === undefined) return;
  event.preventDefault();
  const choice = row.querySelector(`input[type=radio][value="${mark}"]`);
  choice.focus();
  if (choice.checked) return;
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}

function countMarks(form) {
  const behaviours = form.querySelectorAll("[data-rating]").length;
  const marked = form.querySelectorAll('[data-rating] input:checked:not([value=""])').length;
  form.querySelector("[data-progress]").value = marked;
  const words = form.querySelector("[data-progress-words]");
  words.textContent = words.dataset.progressWords
    .replace("{marked}", marked)
    .replace("{behaviours}", behaviours);
}

const form = document.querySelector("form[data-answers]");
form.addEventListener("keydown", markByKey);
form.addEventListener("change", () => countMarks(form));
countMarks(form);
