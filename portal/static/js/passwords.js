// Shows a password while it is typed. The button is hidden until this runs, and the field goes back
// to being a password before it is sent, so that browsers do not remember it as text.

function setVisible(button, field, visible) {
  field.type = visible ? "text" : "password";
  button.textContent = button.dataset[visible ? "wordHide" : "wordShow"];
  button.setAttribute("aria-label", button.dataset[visible ? "labelHide" : "labelShow"]);
}

for (const button of document.querySelectorAll("button[data-reveals]")) {
  const field = document.getElementById(button.dataset.reveals);
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => setVisible(button, field, field.type === "password"));
  field.form?.addEventListener("submit", () => setVisible(button, field, false));
}
