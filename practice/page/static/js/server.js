/** Asking the practice servers. What they refuse is an Error with their sentence. */

/** GET a path; `query` members that are null are left out. */
export function read(path, query = {}, signal = undefined) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return ask(`${path}?${new URLSearchParams(given)}`, { signal });
}

/** POST (or PUT, DELETE) a JSON object. */
export function post(path, body = {}, method = "POST") {
  return ask(path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
}

/** POST a form with files. */
export function upload(path, parts) {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) if (value !== null && value !== undefined) form.append(name, value);
  return ask(path, { method: "POST", body: form });
}

async function ask(path, how) {
  const answer = await fetch(path, how);
  const told = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(told.error ?? answer.statusText), { status: answer.status });
  return told;
}
