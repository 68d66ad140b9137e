// A cover that cannot be loaded shows its empty frame instead of a torn page, and is asked for again: storage may only be away for a while.

const pauses = [2, 5, 15, 30, 60, 60, 60, 60];
const tries = new WeakMap();

document.addEventListener('error', ({ target: image }) => {
  if (!(image instanceof HTMLImageElement) || !image.src.includes('/media/')) return;
  const count = tries.get(image) ?? 0;
  tries.set(image, count + 1);
  image.classList.add('missing');
  if (count < pauses.length) setTimeout(() => { if (image.isConnected) image.src = image.src; }, pauses[count] * 1000);
}, true);

document.addEventListener('load', ({ target }) => {
  if (target instanceof HTMLImageElement) target.classList.remove('missing');
}, true);
