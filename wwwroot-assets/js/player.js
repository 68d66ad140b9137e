// The player's own controls over a native audio element: where it is, seeking by pointer and keyboard, and what comes after the end.

const near = 5;
const far = 30;

export function control(player, page) {
  const audio = player.querySelector('audio');
  const part = name => player.querySelector(`[data-player="${name}"]`);
  const [seek, at, length] = [part('seek'), part('at'), part('length')];
  const tell = (name, ...words) => page.invokeMethodAsync(name, ...words).catch(() => { /* The circuit is gone; the sound goes on. */ });

  const clock = seconds => {
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
    return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${String(s).padStart(2, '0')}` : `${m}:${String(s).padStart(2, '0')}`;
  };
  const total = () => Number.isFinite(audio.duration) ? audio.duration : 0;

  function show() {
    seek.max = total() || 1;
    seek.value = audio.currentTime;
    [at.textContent, length.textContent] = [clock(audio.currentTime), clock(total())];
    seek.setAttribute('aria-valuetext', player.dataset.position.replace('{0}', at.textContent).replace('{1}', length.textContent));
    seek.style.setProperty('--done', total() ? audio.currentTime / total() : 0);
  }

  function jump(to) {
    audio.currentTime = Math.min(Math.max(to, 0), Math.max(total() - .05, 0));
    show();
  }

  for (const event of ['timeupdate', 'durationchange', 'emptied', 'seeked']) audio.addEventListener(event, show);
  audio.addEventListener('play', () => tell('Sounds', true));
  audio.addEventListener('pause', () => { if (!audio.ended) tell('Sounds', false); });
  audio.addEventListener('ended', () => tell('Ended'));
  audio.addEventListener('error', () => { if (audio.error) tell('Failed'); });
  seek.addEventListener('input', () => jump(Number(seek.value)));
  seek.addEventListener('keydown', event => {
    const by = { ArrowLeft: -near, ArrowDown: -near, ArrowRight: near, ArrowUp: near, PageDown: -far, PageUp: far, Home: -Infinity, End: Infinity }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    jump(by === Infinity ? total() : by === -Infinity ? 0 : audio.currentTime + by);
  });
  if (audio.error) tell('Failed');
  show();
  return { toggle: () => audio.paused ? audio.play().catch(() => { /* The error event says it. */ }) : audio.pause() };
}
