namespace Werkstrom.Energy.Open;

/// <summary>The style of the public pages; it stands in each of them, so that nothing else is loaded.</summary>
static class GreenStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--ink:light-dark(#20292e,#e2e7ea);--soft:light-dark(#5a646b,#a3adb4);--bg:light-dark(#f4f6f7,#12181b);--card:light-dark(#fff,#1a2226);--line:light-dark(#d9dfe2,#2e393f);--link:light-dark(#0f6b7a,#6cc3d2)}
        *{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--bg);font-variant-numeric:tabular-nums}
        main,footer{max-width:46rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem;margin:.25rem 0 1rem}h2{font-size:1.15rem;margin:1.75rem 0 .5rem}h3{font-size:.95rem;margin:1rem 0 .25rem}
        a{color:var(--link)}p{margin:.35rem 0 .75rem}.small,footer,.key,.scale{color:var(--soft);font-size:.875rem}.embed main{padding:.5rem .75rem}.embed h1{font-size:1.05rem;margin:0 0 .5rem}.embed h2{font-size:.95rem;margin:.75rem 0 .25rem}.embed details{display:none}
        .light{display:flex;gap:1rem;align-items:center;padding:1rem;border:1px solid var(--i);border-radius:8px;color:var(--i);background:var(--b)}.light p{margin:0}.light strong{font-size:1.1rem}
        .lamp{display:grid;place-items:center;flex:none;width:3rem;height:3rem;border-radius:50%;background:var(--i);color:var(--b);font-size:1.6rem;font-weight:700}
        .light.green{--i:light-dark(#1b6e3c,#6fcf97);--b:light-dark(#e6f4eb,#17301f)}.light.yellow{--i:light-dark(#8a4b00,#f2b45c);--b:light-dark(#fdf1dd,#35270f)}.light.red{--i:light-dark(#b3261e,#ff9b92);--b:light-dark(#fdecea,#3b1a18)}.light.off{--i:light-dark(#5a646b,#a3adb4);--b:light-dark(#eceff1,#232c31)}
        svg{width:100%;height:auto;display:block}svg text{font-size:9px;fill:var(--soft)}.grid{stroke:var(--line);stroke-width:.6}.now{stroke:var(--ink);stroke-width:1.5}
        rect.green,i.green{fill:light-dark(#2f9e5b,#57c785);background:light-dark(#2f9e5b,#57c785)}rect.yellow,i.yellow{fill:light-dark(#e0a83c,#d9a441);background:light-dark(#e0a83c,#d9a441)}rect.red,i.red{fill:light-dark(#a33a33,#a8524b);background:light-dark(#a33a33,#a8524b)}
        i{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin:0 .3rem 0 .6rem;vertical-align:-.08em}.key i:first-child{margin-left:0}.scale i{margin:0;width:1.1rem;border-radius:0}
        .said{padding:.6rem .8rem;border-radius:6px;background:light-dark(#e8f1fb,#16273a);color:light-dark(#1d5fa8,#8bbcf0)}
        img.wide{width:100%;height:7rem;image-rendering:pixelated;background:var(--line)}img.tall{display:none;width:100%;height:34rem;background:var(--line)}.months{display:flex;margin:.1rem 0 .5rem;color:var(--soft);font-size:.75rem}.months span{flex-basis:0;min-width:0;overflow:hidden;border-left:1px solid var(--line);padding-left:.15rem}@media(width<40rem){img.wide{display:none}img.tall{display:block}.heat{display:flex;gap:.35rem}.months{flex-direction:column;margin:0;height:34rem;order:-1}.months span{border-left:0;border-top:1px solid var(--line);padding:0}}
        pre{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.75rem;font-size:.8125rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.2rem .5rem;border-bottom:1px solid var(--line)}summary{min-height:2rem;cursor:pointer}
        form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}input,button{font:inherit;min-height:2.75rem;padding:0 .75rem;border:1px solid var(--soft);border-radius:6px;background:var(--card);color:inherit}input{width:8rem}button{background:light-dark(#0f6b7a,#4fb3c4);color:light-dark(#fff,#0c1416);border:0}footer{border-top:1px solid var(--line);margin-top:2rem}
        """;
}
