// What forms do beyond plain HTML: one sending for one press, the focus on what went wrong, and the
// request token on partial updates. Without this file every form still works.

const RESEND_AFTER = 5000;

function guardAgainstSecondSending(event) {
  const form = event.target;
  if (!form.matches("form[data-once]") || event.defaultPrevented) return;
  const sentAt = Number(form.dataset.sentAt || 0);
  if (Date.now() - sentAt < RESEND_AFTER) {
    event.preventDefault();
    return;
  }
  form.dataset.sentAt = String(Date.now());
  // Not `disabled`: a disabled button would not be sent, and would lose the focus.
  event.submitter?.setAttribute("aria-disabled", "true");
}

function release(form) {
  delete form.dataset.sentAt;
  for (const button of form.querySelectorAll("[type=submit][aria-disabled]")) {
    button.removeAttribute("aria-disabled");
  }
}

function focusOnProblem(root) {
  root.querySelector("[data-takes-focus]")?.focus();
}

function addToken(event) {
  if (event.detail.verb === "get") return;
  const token = document.querySelector("meta[name=csrf-token]")?.content;
  if (token) event.detail.headers["X-CSRFToken"] = token;
}

document.addEventListener("submit", guardAgainstSecondSending);
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-once]");
  if (form) release(form);
});
document.addEventListener("htmx:afterSwap", (event) => focusOnProblem(event.target));
document.addEventListener("htmx:configRequest", addToken);
// A page that comes back from the browser's memory can be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-once]").forEach(release);
});
// Whoever was quicker than this script keeps the focus.
if (document.activeElement === document.body) focusOnProblem(document);
