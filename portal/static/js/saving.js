// Sending what was typed while it is typed: what a save may run into, and when to try again.

import { renewToken, requestToken } from "./request-token.js";

const PATIENCE = 20_000;
const WAITS = [2, 5, 10, 20, 30, 60];

/** Why something is not saved. Only RETRYING and SIGNED_OUT are tried again without the person. */
export const Problem = Object.freeze({
  RETRYING: "retrying",
  SIGNED_OUT: "signedOut",
  INVALID: "invalid",
  CONFLICT: "conflict",
  CLOSED: "closed",
  FAILED: "failed",
});

/** How many milliseconds to wait after so many saves in a row that were not heard. */
export function waitAfter(failures) {
  return WAITS[Math.min(failures, WAITS.length - 1)] * 1000;
}

/**
 * Send fields, with a new request token where the page has outlived its sign-in. Null when nothing
 * was heard: whether they arrived is then unknown.
 */
export async function send(url, fields, tokenUrl, isSecondTry = false) {
  let answer, text;
  try {
    answer = await fetch(url, {
      method: "POST",
      headers: { "HX-Request": "true", "X-CSRFToken": requestToken() },
      body: fields,
      signal: AbortSignal.timeout(PATIENCE),
    });
    text = await answer.text();
  } catch {
    return null;
  }
  if (answer.status === 400 && !isSecondTry && (await renewToken(tokenUrl))) {
    return send(url, fields, tokenUrl, true);
  }
  return { answer, text };
}
