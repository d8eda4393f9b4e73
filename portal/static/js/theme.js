// Changes the appearance in place and tells the server; should that fail, the form is sent as usual.

async function choose(event) {
  const form = event.target.closest("form[data-theme-switch]");
  const button = event.submitter;
  if (!form || !button || event.defaultPrevented) return;
  event.preventDefault();
  const data = new FormData(form, button);
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    const chosen = document.createElement("input");
    chosen.type = "hidden";
    chosen.name = button.name;
    chosen.value = button.value;
    form.append(chosen);
    form.submit();
    return;
  }
  document.documentElement.dataset.bsTheme = button.value;
  const scheme = document.querySelector("meta[name=color-scheme]");
  if (scheme) scheme.content = button.value === "auto" ? "light dark" : button.value;
  for (const each of form.querySelectorAll("button[aria-pressed]")) {
    each.setAttribute("aria-pressed", String(each === button));
  }
}

document.addEventListener("submit", choose);
