namespace MosaicAdmin.Tests.Browser;

internal static class Misfits
{
    /// <summary>
    /// Names what is wider than the window, and each control or label whose words do not fit in it. What ends in an ellipsis does so on purpose,
    /// what scrolls by itself too, and what is only for screen readers has no width.
    /// </summary>
    public const string Script = """
        () => {
          const found = [];
          const width = document.documentElement.clientWidth;
          const say = e => `${e.tagName.toLowerCase()}.${e.className?.baseVal ?? e.className} "${(e.innerText ?? '').trim().slice(0, 40)}"`;
          const held = e => {
            for (; e && e !== document.body; e = e.parentElement) {
              const style = getComputedStyle(e);
              if (/auto|scroll|hidden|clip/.test(style.overflowX) || style.position === 'fixed') return true;
            }
            return false;
          };
          if (document.documentElement.scrollWidth > width + 1) {
            const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1 && !held(e)).slice(-1);
            found.push(`the page is ${document.documentElement.scrollWidth} wide: ${wide.map(say)}`);
          }
          for (const e of document.querySelectorAll('button, a, label, summary, th, .chip, .mud-button-label, [role=tab], [role=option]')) {
            const style = getComputedStyle(e);
            if (!e.checkVisibility() || style.display === 'inline' || e.clientWidth <= 1 || style.textOverflow === 'ellipsis') continue;
            // MudBlazor's icons reach four pixels out of their label, into its padding.
            if (e.scrollWidth > e.clientWidth + 4) found.push(`${say(e)} needs ${e.scrollWidth} and has ${e.clientWidth}`);
          }
          return found;
        }
        """;
}
