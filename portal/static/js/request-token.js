// The request token of this page. It ends with the sign-in, so a page that outlives its sign-in asks
// for the token of the new one.

const meta = document.querySelector("meta[name=csrf-token]");

export function requestToken() {
  return meta?.content ?? "";
}

/** Fetch the token of the sign-in as it is now; false while nobody is signed in or heard. */
export async function renewToken(url) {
  try {
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, cache: "no-store" });
    if (!answer.ok) return false;
    const { csrf_token: token } = await answer.json();
    if (meta) meta.content = token;
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
    return true;
  } catch {
    return false;
  }
}
