// Going from place to place in the matrix with the arrow keys, and moving a competency up or down.

import { requestToken } from "./request-token.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

const isSeen = (element) => element !== null && element.getClientRects().length > 0;

/** The link of the nearest place in a direction, or null at the edge. */
function neighbour(link, [down, across]) {
  const cell = link.closest("td, th");
  if (across) {
    let next = cell;
    do next = across > 0 ? next.nextElementSibling : next.previousElementSibling;
    while (next && !isSeen(next.querySelector("[data-opens]")));
    return next?.querySelector("[data-opens]") ?? null;
  }
  const rows = [...cell.closest("table").rows].filter((row) => isSeen(row.querySelector("[data-opens]")));
  const row = rows[rows.indexOf(cell.parentElement) + down];
  if (!row) return null;
  const beside = row.cells[cell.cellIndex]?.querySelector("[data-opens]") ?? null;
  return isSeen(beside) ? beside : row.querySelector("[data-opens]");
}

function moveCompetency(head, verb) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = head.dataset.moves;
  for (const [name, value] of [["csrf_token", requestToken()], ["do", verb]]) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

export function listenForArrows(table) {
  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const link = event.target.closest("[data-opens]");
    if (!step || !link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.altKey) {
      const head = link.closest("[data-moves]");
      if (!head || !step[0]) return;
      event.preventDefault();
      moveCompetency(head, step[0] < 0 ? "up" : "down");
      return;
    }
    event.preventDefault();
    neighbour(link, step)?.focus();
  });
}
