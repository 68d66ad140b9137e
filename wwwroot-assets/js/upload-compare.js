// Two songs with the same audio side by side, so that what differs is seen before it is decided.

import { make } from './upload-parts.js';

/** The song that is there, and the one that came. */
export function comparison(item, cover, say, words) {
  const { existing } = item;
  const there = {
    title: existing.title, artist: existing.artist, album: existing.album, length: existing.durationMs, bytes: existing.audioBytes,
    note: existing.addedAt ? say('there.since', words.day(existing.addedAt), existing.addedBy ?? '') : '',
  };
  const came = {
    title: item.title, artist: item.artist, album: item.album, length: item.read?.durationMs ?? existing.durationMs, bytes: item.size, note: say('came.as', item.file.name),
  };
  const panel = make('div', 'upload-compare', [
    card('there', existing.thumbnailUrl, there, came, say, words), card('came', cover, came, there, say, words),
  ]);
  panel.dataset.testid = 'upload-compare';
  return panel;
}

function card(side, cover, song, other, say, words) {
  const picture = make('span', 'upload-compare-cover');
  if (cover) {
    const image = make('img');
    Object.assign(image, { src: cover, alt: '', width: 96, height: 96 });
    picture.append(image);
  }

  const list = make('dl', 'upload-compare-facts', ['title', 'artist', 'album', 'length', 'bytes'].flatMap(fact => {
    const spell = value => (value === null || value === undefined || value === '' ? '–' : fact === 'length' ? words.length(value) : fact === 'bytes' ? words.size(value) : value);
    const told = make('dd', '', [spell(song[fact])]);
    // By weight and by word: a colour alone would not be seen by all.
    if (spell(song[fact]) !== spell(other[fact])) {
      told.className = 'differs';
      told.append(make('span', 'unseen', [` (${say('differs')})`]));
    }

    return [make('dt', '', [say(`fact.${fact}`)]), told];
  }));
  const element = make('div', 'upload-compare-card', [
    make('p', 'upload-compare-side', [say(`side.${side}`)]), picture, list, make('p', 'quiet small', [song.note]),
  ]);
  element.dataset.side = side;
  return element;
}
