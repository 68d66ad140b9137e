// Follows the connection's state, which Blazor announces on the dialog, and acts on its buttons.

const dialog = document.getElementById('components-reconnect-modal');

const actions = {
  retry: async () => {
    // False: the server answered but no longer holds this page's circuit.
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit?.()) location.reload();
  },
  resume: async () => { if (!await Blazor.resumeCircuit()) location.reload(); },
  reload: () => location.reload(),
};

dialog?.addEventListener('components-reconnect-state-changed', event => {
  const state = event.detail.state;
  if (state === 'show') dialog.showModal();
  else if (state === 'hide') dialog.close();
  else if (state === 'failed') document.addEventListener('visibilitychange', retryWhenSeen);
  else if (state === 'rejected') location.reload();
});

dialog?.addEventListener('click', event => actions[event.target.dataset.reconnect]?.());
dialog?.addEventListener('cancel', event => event.preventDefault());

function retryWhenSeen() {
  if (document.visibilityState !== 'visible') return;
  document.removeEventListener('visibilitychange', retryWhenSeen);
  actions.retry();
}
