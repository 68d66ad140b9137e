// Forms marked data-passkey ask the browser for a passkey before they are sent. Shown only where that can work:
// browsers bind a passkey to a name, so not under a bare IP address.

const named = !/^[\d.]+$|^\[/.test(location.hostname);
const able = named && window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential?.parseCreationOptionsFromJSON;

for (const hint of document.querySelectorAll('[data-passkey-unable]')) hint.hidden = Boolean(able);

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!able) continue;
  form.hidden = false;
  form.addEventListener('submit', event => {
    event.preventDefault();
    ask(form).catch(() => { form.querySelector('[data-passkey-problem]').hidden = false; });
  });
}

async function ask(form) {
  const problem = form.querySelector('[data-passkey-problem]');
  problem.hidden = true;
  const answer = await fetch(form.dataset.passkey, {
    method: 'POST',
    headers: { 'X-XSRF-TOKEN': form.elements.namedItem('__RequestVerificationToken').value },
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const options = await answer.json();
  const credential = form.dataset.passkey.startsWith('/login')
    ? await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
    : await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  const field = [...form.elements].find(e => e.name.endsWith('Credential'));
  field.value = JSON.stringify(credential);
  form.submit();
}
