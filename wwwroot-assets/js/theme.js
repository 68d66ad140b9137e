// Applies a chosen theme at once and lets the server remember it; without this script the form posts and comes back.

document.addEventListener('submit', event => {
  const form = event.target;
  const theme = event.submitter?.dataset.themeChoice;
  if (!theme || !form.matches('[data-theme-form]')) return;
  event.preventDefault();
  document.documentElement.dataset.theme = theme;
  form.hidePopover?.();
  fetch(form.action, { method: 'POST', body: new FormData(form, event.submitter), redirect: 'manual' });
});
