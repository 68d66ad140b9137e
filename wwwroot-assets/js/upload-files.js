// Files as people hand them over (dropped, in folders, or chosen), sorted into songs, their covers, and what is left out.

const sound = /\.(mp3|flac|m4a|mp4|aac|ogg|oga|opus|wav|wave)$/i;
const picture = /\.(jpe?g|png|webp|gif|svg|bmp|tiff?|avif|heic)$/i;
const folderCover = /^(cover|folder)$/i;
const litter = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Everything in a drop, folders walked to their end: [{ file, folder, deep }]. */
export async function dropped(transfer) {
  // Entries and files are only there while the event runs: take all of them before the first wait.
  const items = [...transfer.items].filter(item => item.kind === 'file');
  const taken = items.map(item => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const found = [];
  for (const { entry, file } of taken) {
    if (entry?.isDirectory) {
      await walk(entry, entry.name, found);
    } else if (file) {
      found.push({ file, folder: '', deep: false });
    }
  }

  return found;
}

/** Everything of a file input; one that chose a folder tells each file's path. */
export function chosen(input) {
  return [...input.files].map(file => {
    const path = file.webkitRelativePath ?? '';
    return { file, folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))), deep: path !== '' };
  });
}

/**
 * Gives every song its cover: the picture of its own name, else cover.jpg or folder.jpg of its folder. Pictures that come alone are
 * offered to the songs that still wait without one; those that fit none become songs with a cover only. Pictures that come with songs
 * and fit none are left out, as is whatever a folder holds that is neither.
 */
export function sort(found, waiting) {
  const known = found.filter(f => !litter.test(f.file.name)).sort((a, b) => byName.compare(a.folder, b.folder) || byName.compare(a.file.name, b.file.name));
  const pictures = known.filter(isPicture);
  // What somebody chose by itself is answered by itself; what a folder happens to hold is only named.
  const sounds = known.filter(f => !isPicture(f) && (isSound(f) || !f.deep));
  const left = known.filter(f => !isPicture(f) && !sounds.includes(f));
  const used = new Set();
  const coverOf = (folder, name, anywhere) => {
    const here = pictures.filter(p => p.folder === folder);
    const fit = (anywhere ? pictures : here).find(p => same(p.file.name, name)) ?? here.find(p => folderCover.test(stem(p.file.name)));
    if (fit) {
      used.add(fit);
    }

    return fit?.file ?? null;
  };

  const songs = sounds.map(f => ({ ...f, strange: isStrange(f), cover: isStrange(f) ? null : coverOf(f.folder, f.file.name, false) }));
  const covered = waiting.filter(item => !item.cover).map(item => ({ item, cover: coverOf(item.folder, item.file.name, true) })).filter(c => c.cover);
  const spare = pictures.filter(p => !used.has(p));
  const alone = sounds.length === 0 ? spare.map(p => ({ ...p, cover: p.file, coverOnly: true })) : [];
  return { songs: [...songs, ...alone], covered, left: (alone.length ? left : [...left, ...spare]).map(f => f.file.name) };
}

/** What a file's name says of the song, as the server reads it where tags say nothing: "01 - Artist - Title.mp3". */
export function named(fileName) {
  const name = stem(fileName).trim().replace(/^\d{1,3}\s?[.-]\s+(?=\S)/, '');
  const dash = name.indexOf(' - ');
  return dash < 0 ? { artist: '', title: name } : { artist: name.slice(0, dash).trim(), title: name.slice(dash + 3).trim() };
}

// A file's name without its ending.
function stem(name) {
  return name.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '');
}

const same = (a, b) => byName.compare(stem(a), stem(b)) === 0;
const isPicture = ({ file }) => picture.test(file.name) || (file.type.startsWith('image/') && !sound.test(file.name));
export const isPictureFile = file => isPicture({ file });
// Only what neither its name nor the browser knows may still be a song: the server looks into it.
const isStrange = f => !isSound(f) && (f.file.type !== '' || /\.[A-Za-z0-9]{1,5}$/.test(f.file.name));
const isSound = ({ file }) => sound.test(file.name) || file.type.startsWith('audio/');

async function walk(folder, path, found) {
  const reader = folder.createReader();
  // A reader hands out a hundred entries at a time and an empty list at the end.
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) {
      return;
    }

    for (const entry of entries) {
      if (entry.isDirectory) {
        await walk(entry, `${path}/${entry.name}`, found);
      } else {
        found.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), folder: path, deep: true });
      }
    }
  }
}
