// Saves a view while it is filled in and says honestly how the draft stands. It saves the
// private draft only; submitting stays a button on another page. Nothing is kept in the browser.

import { AnswerPart } from "./answer-parts.js";
import { renewToken } from "./request-token.js";
import { Problem } from "./saving.js";

const form = document.querySelector("form[data-answers]");
const words = form.dataset;
const visibleStatus = form.querySelector("[data-draft-status]");
const signedOut = form.querySelector("[data-signed-out]");
const spokenStatus = document.getElementById("status");
const parts = [...form.querySelectorAll("[data-part]")].map(
  (element) => new AnswerPart(element, { tokenUrl: words.tokenUrl, report, showTheirs }),
);
const URGENCY = [
  [Problem.SIGNED_OUT, words.wordsSignedOut],
  [Problem.CLOSED, words.wordsClosed],
  [Problem.CONFLICT, words.wordsConflict],
  [Problem.INVALID, words.wordsInvalid],
  [Problem.RETRYING, words.wordsRetrying],
];
let isLeaving = false;
let pressed = null;
let lastSaved = "";

const having = (...problems) => parts.filter((part) => problems.includes(part.problem));
const unsaved = () => parts.filter((part) => part.isUnsaved);

function report(saved) {
  if (saved) lastSaved = saved;
  const urgent = URGENCY.find(([problem]) => having(problem).length);
  signedOut.hidden = having(Problem.SIGNED_OUT).length === 0;
  if (urgent) {
    const shut = parts.find((part) => part.problem === Problem.CLOSED && part.shut)?.shut;
    tell(urgent[0] === Problem.CLOSED && shut ? `${words.wordsShut} ${shut}` : urgent[1], "problem");
  } else if (unsaved().length) {
    visibleStatus.textContent = words.wordsSaving;
    visibleStatus.dataset.draftStatus = "saving";
  } else if (lastSaved) {
    tell(lastSaved, "saved");
  }
}

/** Show how the draft stands; speak it only when it says something else than before. */
function tell(text, look) {
  visibleStatus.textContent = text;
  visibleStatus.dataset.draftStatus = look;
  const spoken = signedOut.hidden ? text : `${text} ${signedOut.textContent.trim()}`;
  if (spokenStatus.textContent !== spoken) spokenStatus.textContent = spoken;
}

async function retrySignedOut() {
  const waiting = having(Problem.SIGNED_OUT);
  if (!waiting.length || !(await renewToken(words.tokenUrl))) return;
  await Promise.all(waiting.map((part) => part.save()));
}

function retryUnreachable() {
  for (const part of having(Problem.RETRYING)) part.saveSoon(0);
}

async function saveAll({ again = false } = {}) {
  await Promise.all(unsaved().map((part) => part.save({ again })));
}

/** The other version was taken: load the page anew at this part, everything else being saved. */
async function showTheirs(part) {
  await saveAll();
  const target = new URL(location.pathname, location.origin);
  target.searchParams.set("part", part.element.dataset.part);
  target.hash = part.element.id;
  if (target.search === location.search) {
    location.hash = target.hash;
    location.reload();
  } else {
    location.assign(target);
  }
}

function focusOn(part) {
  const first = part.element.querySelector('[data-conflict] input[type=radio], [aria-invalid="true"]');
  (first ?? part.element.querySelector("input:checked, textarea")).focus();
}

/**
 * Buttons: saving in place, keeping one version, and going on once everything is safe. Of those that
 * are pressed while something is being saved, the last one counts.
 */
async function onSubmit(event) {
  if (isLeaving) return;
  event.preventDefault();
  if (event.submitter?.matches("[data-decide]")) {
    const part = parts.find((each) => each.element.contains(event.submitter));
    if (part.element.querySelector("[data-conflict] input[type=radio]:checked")) {
      await part.save({ withChoice: true });
    } else {
      focusOn(part);
    }
    return;
  }
  const isSending = pressed !== null;
  pressed = event.submitter;
  if (isSending) return;
  await saveAll({ again: true });
  const button = pressed;
  pressed = null;
  const [stuck] = having(Problem.CONFLICT, Problem.INVALID);
  if (button?.matches("[data-save-now]")) {
    if (stuck) focusOn(stuck);
    else spokenStatus.textContent = visibleStatus.textContent;
  } else if (!having(Problem.SIGNED_OUT, Problem.CLOSED, Problem.RETRYING).length) {
    // Whatever is wrong now, the whole page says it at once; what is typed stays in it.
    isLeaving = true;
    // A form cannot be sent from within its own submit event, which is where we still are when
    // there was nothing to wait for.
    setTimeout(() => form.requestSubmit(button));
  }
}

form.addEventListener("submit", onSubmit);
window.addEventListener("online", retryUnreachable);
window.addEventListener("focus", retrySignedOut);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") retrySignedOut();
});
window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && unsaved().length) event.preventDefault();
});
window.addEventListener("pageshow", () => {
  isLeaving = false;
});

for (const element of document.querySelectorAll("[data-with-script]")) element.hidden = false;
for (const part of parts) {
  if ("unsaved" in words || part.wasEditedEarlier) part.distrust();
}
report();
