// Keys inside a form of the editor. They work only where the focus is, and each does what a button
// beside it does.

/** Call `press(button)` or `save()` for keys inside `root`; `close()` for Escape. */
export function listenForKeys(root, { press, save, close }) {
  root.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const field = event.target.closest("textarea");
    const line = event.target.closest("[data-line], [data-new]");
    if (event.key === "Escape") {
      const menu = event.target.closest("details[open]");
      event.preventDefault();
      if (menu) {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else {
        close();
      }
    } else if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key) && line) {
      const button = line.querySelector(event.key === "ArrowUp" ? "[data-up]" : "[data-down]");
      event.preventDefault();
      if (button && !button.disabled) press(button, { backTo: event.target.id });
    } else if (event.key === "Enter" && field && line?.closest(".cell-form") && !event.shiftKey) {
      event.preventDefault();
      const add = line.querySelector("[data-add]");
      if (!add) save();
      else if (field.value.trim()) press(add, { backTo: field.id });
    }
  });
}

/** Where the focus goes once a button was pressed and the form is there anew. */
export function focusAfter(form, button, backTo) {
  const [verb, key] = button.value.split(/\/(.*)/s);
  const line = key && form.querySelector(`[data-line="${CSS.escape(key)}"]`);
  const problem = form.querySelector("[data-clash] input[type=radio], [aria-invalid=true]");
  const same = backTo && document.getElementById(backTo);
  const places = {
    up: () => line?.querySelector("[data-up]:not(:disabled), [data-down]"),
    down: () => line?.querySelector("[data-down]:not(:disabled), [data-up]"),
    repeat: () => line?.querySelector("summary"),
    add: () => form.querySelector("[data-new] textarea"),
  };
  const target = problem ?? same ?? places[verb]?.() ?? line?.querySelector("textarea");
  (target ?? form.querySelector("textarea, button"))?.focus();
}
