// Makes and uses passkeys (WebAuthn level 3). A form with data-passkey is shown where the browser knows passkeys.

const REFUSED = "No passkey was used. Try again, or go on another way.";

async function optionsFor(form) {
  if (form.dataset.optionsFrom) {
    const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`The desk answered ${answer.status}.`);
    return (await answer.json()).request_options.publicKey;
  }
  return JSON.parse(document.getElementById(form.dataset.options).textContent).publicKey;
}

async function credentialFor(form) {
  const options = await optionsFor(form);
  return form.dataset.passkey === "make"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function send(event) {
  const form = event.currentTarget;
  const problem = form.querySelector("[data-passkey-problem]");
  event.preventDefault();
  problem.textContent = "";
  try {
    const credential = await credentialFor(form);
    form.elements.credential.value = JSON.stringify(credential);
  } catch {
    problem.textContent = REFUSED;
    return;
  }
  form.submit();
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", send);
    form.hidden = false;
  }
}
