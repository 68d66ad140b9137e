// Sends one chosen picture as the body of a PUT. Answers null when it was kept, else what was wrong with it.

export const pick = input => input.click();

export async function sendPicture(input, url) {
  const file = input.files[0];
  if (!file) return null;
  try {
    const { token, headerName } = await (await fetch('/antiforgery/token')).json();
    const answer = await fetch(`${url}?fileName=${encodeURIComponent(file.name)}`, {
      method: 'PUT', body: file, headers: { [headerName]: token, 'Content-Type': 'application/octet-stream' },
    });
    return answer.ok ? null : (await answer.json()).detail ?? '';
  } catch {
    return '';
  } finally {
    // The same file may be chosen again.
    input.value = '';
  }
}
