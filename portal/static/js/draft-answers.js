// What the server answers to a form of the editor, put in the place of what it replaces. Nothing that
// is being typed is touched.

/** Take over what the server says of each text: what it was typed over, errors, another's wording. */
export function takeStates(form, fresh) {
  for (const state of form.querySelectorAll("[data-state]")) {
    const found = fresh.querySelector(`[data-state="${CSS.escape(state.dataset.state)}"]`);
    if (!found) continue;
    const hadFocus = state.contains(document.activeElement);
    state.replaceWith(found.cloneNode(true));
    if (hadFocus) form.querySelector(`[data-state="${CSS.escape(state.dataset.state)}"]`)?.focus();
  }
  for (const line of form.querySelectorAll("[data-line]")) {
    const found = fresh.querySelector(`[data-line="${CSS.escape(line.dataset.line)}"]`);
    if (found) line.className = found.className;
  }
  takeProblem(form, fresh);
  for (const field of fresh.querySelectorAll("input[type=hidden][name]")) {
    if (field.closest("[data-state]") || field.name === "behaviour" || field.name === "place") continue;
    const own = form.querySelector(`input[type=hidden][name="${CSS.escape(field.name)}"]`);
    if (own) own.value = field.value;
  }
}

function takeProblem(form, fresh) {
  form.querySelector("[data-problem]")?.remove();
  const problem = fresh.querySelector("[data-problem]");
  if (problem) form.querySelector(".form-head, input[name=csrf_token]").after(problem.cloneNode(true));
}

/** Take over values that were not edited since they were sent, where the server has others. */
export function takeValues(form, fresh, sent) {
  for (const field of fresh.querySelectorAll("textarea[name]")) {
    const own = form.elements.namedItem(field.name);
    if (!own || !sent.has(field.name) || own.value !== sent.get(field.name)) continue;
    if (own.value.trim() !== field.value.trim()) own.value = field.value;
  }
}

/** Choose what the server has chosen: somebody else's choice, say, where two met. */
export function takeChoices(form, fresh) {
  for (const choice of fresh.querySelectorAll(".weights input[type=radio]")) {
    const own = form.querySelector(`#${CSS.escape(choice.id)}`);
    if (own) own.checked = choice.checked;
  }
}

/** Whether both forms have the same lines in the same order. */
export function hasSameLines(form, fresh) {
  const lines = (each) => [...each.querySelectorAll("[data-line]")].map((line) => line.dataset.line);
  return lines(form).join("\n") === lines(fresh).join("\n");
}

/** Put a whole new form in the place of the old one; what stands in the new line stays there. */
export function replaceForm(form, fresh, { keepNew = false } = {}) {
  const made = document.adoptNode(fresh);
  if (keepNew) {
    for (const field of form.querySelectorAll("[data-new] textarea")) {
      const own = made.querySelector(`#${CSS.escape(field.id)}`);
      if (own) own.value = field.value;
    }
  }
  const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
  const hadFocus = form.contains(document.activeElement);
  form.replaceWith(made);
  const same = hadFocus && id ? document.getElementById(id) : null;
  same?.focus();
  if (same?.matches("textarea")) same.setSelectionRange(selectionStart, selectionEnd);
  return made;
}

/** Places of the page that look otherwise after a save, under their ids. */
export function takePlaces(answer) {
  for (const fresh of answer.querySelectorAll("[data-fresh] [id]")) {
    const old = document.getElementById(fresh.id);
    if (!old || old.closest("[data-answer]") || fresh.parentElement.closest("[data-fresh] [id]")) continue;
    // A form that is on its way knows by this that it was sent.
    if (old.querySelector("[data-sent-at]")) continue;
    const made = fresh.cloneNode(true);
    for (const mark of ["is-open", "is-shown"]) {
      if (old.classList.contains(mark)) made.classList.add(mark);
    }
    const isExpanded = old.querySelector("[data-opens]")?.getAttribute("aria-expanded");
    if (isExpanded) made.querySelector("[data-opens]")?.setAttribute("aria-expanded", isExpanded);
    const at = controls(old).indexOf(document.activeElement);
    old.replaceWith(made);
    if (at >= 0) controls(made)[at]?.focus({ preventScroll: true });
  }
}

const controls = (place) => [...place.querySelectorAll("a, button")];
