// What takes seconds says so: the button tells what is going on and is not pressed twice. A file that
// is too large is not even sent. Without this file the same forms work, in silence.

const status = document.getElementById("status");

function tell(words) {
  if (status) status.textContent = words;
}

function isTooLarge(part, form) {
  const file = form.querySelector("input[type=file]")?.files?.[0];
  return Boolean(file && part.dataset.mostBytes && file.size > Number(part.dataset.mostBytes));
}

function refuseTooLarge(event) {
  const form = event.target;
  const part = form.closest("[data-busy-form]");
  if (!part || !isTooLarge(part, form)) return;
  event.preventDefault();
  const input = form.querySelector("input[type=file]");
  let told = document.getElementById("too-large");
  if (!told) {
    told = document.createElement("p");
    told.id = "too-large";
    told.className = "field-error";
    input.before(told);
  }
  told.textContent = part.dataset.wordsTooLarge;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby") ?? ""} too-large`.trim());
  input.focus();
}

function showBusy(event) {
  const form = event.target;
  const part = form.closest("[data-busy-form]");
  if (!part || event.defaultPrevented) return;
  const button = event.submitter ?? form.querySelector("[type=submit]");
  // After the other listeners: it stays pressed for as long as it takes.
  setTimeout(() => {
    form.dataset.sentAt = String(Number.MAX_SAFE_INTEGER);
    if (button) {
      button.dataset.words = button.textContent;
      button.textContent = part.dataset.busyWords;
      button.classList.add("is-busy");
    }
    tell(part.dataset.busyWords);
  }, 0);
}

function showReady() {
  for (const button of document.querySelectorAll("[data-busy-form] .is-busy")) {
    button.textContent = button.dataset.words;
    button.classList.remove("is-busy");
  }
  tell("");
}

document.addEventListener("submit", refuseTooLarge, true);
document.addEventListener("submit", showBusy);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) showReady();
});
