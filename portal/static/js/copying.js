// Copies what a read-only field shows. The button is hidden until this runs; selecting by hand works
// as ever.

async function copy(button, field) {
  field.select();
  await navigator.clipboard.writeText(field.value);
  const status = document.getElementById("status");
  if (status) status.textContent = button.dataset.wordCopied;
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", () => copy(button, field));
}
