// The style of the HTML report. Text contrast is 4.5 to 1 or more in light and dark; state is never told by
// colour alone.
#pragma once

#include <string_view>

namespace tidegate::report {

inline constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--bg:#f4f6f8;--card:#fff;--ink:#17212b;--soft:#516070;--line:#dbe1e7;--link:#0b5a86;
--free:#17703f;--free-bg:#e8f5ed;--cond:#0c6a70;--cond-bg:#e4f4f4;--proc:#8a5200;--proc-bg:#fdf3dd;
--undet:#5f3a9c;--undet-bg:#f1ebfb;--stop:#a8201a;--stop-bg:#fdeae8;--track:#e3e8ed;--share:#3d7ea6;--code:#eef1f4}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0f151b;--card:#161e26;--ink:#e5ebf1;--soft:#a3b1bf;--line:#2b3743;--link:#7cc0ea;
--free:#6fcf97;--free-bg:#12291d;--cond:#6fd0d0;--cond-bg:#10292b;--proc:#f0b64e;--proc-bg:#2e2410;
--undet:#c3a5f5;--undet-bg:#241a38;--stop:#ff8f86;--stop-bg:#371716;--track:#2a3540;--share:#5ea6d1;--code:#1f2932}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;font-size:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans",
"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;counter-reset:part}
:lang(zh) body,body:lang(zh){line-height:1.7}
main,header.top,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header.top{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;padding-top:1.5rem;padding-bottom:.75rem;
color:var(--soft);font-size:.87rem}
header.top b{color:var(--ink)}
h1{font-size:1.75rem;line-height:1.25;margin:.1rem 0 .35rem}
h2{font-size:1.2rem;margin:0 0 .75rem}
h2::before{counter-increment:part;content:counter(part) "\2002";color:var(--soft);font-weight:400}
h3{font-size:1rem;margin:1.4rem 0 .5rem}
p{margin:.35rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.soft{color:var(--soft)}.small{font-size:.87rem}.nowrap{white-space:nowrap}
code{font:.87em/1.4 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;background:var(--code);padding:.1em .35em;
border-radius:3px;overflow-wrap:anywhere}
code.hash{background:none;padding:0}
pre{margin:.35rem 0 0;white-space:pre-wrap}pre code{display:block;padding:.5rem .7rem;white-space:pre-wrap}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1.25rem 1.5rem;margin:0 0 1rem}
section>:last-child{margin-bottom:0}
.verdict{border-left:8px solid;padding:1.5rem 1.75rem}
.free{--tone:var(--free);--tone-bg:var(--free-bg)}.conditions{--tone:var(--cond);--tone-bg:var(--cond-bg)}
.procedure{--tone:var(--proc);--tone-bg:var(--proc-bg)}.undetermined{--tone:var(--undet);--tone-bg:var(--undet-bg)}
.stop{--tone:var(--stop);--tone-bg:var(--stop-bg)}
.verdict{border-left-color:var(--tone)}.verdict h1{color:var(--tone)}
.verdict .next{font-size:1.05rem;font-weight:600}
.verdict .next span{font-weight:400}
.verdict .what{color:var(--soft);margin-bottom:1rem}
.badge{display:inline-block;padding:.1em .6em;border-radius:1em;background:var(--tone-bg);color:var(--tone);font-weight:600;
font-size:.87rem;white-space:nowrap}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem 1.5rem;margin:1rem 0 0;padding:1rem 0 0;
border-top:1px solid var(--line)}
.tiles div{min-width:0}
.tiles dt{color:var(--soft);font-size:.87rem}
.tiles dd{margin:0;font-size:1.35rem;font-weight:600;line-height:1.3}
.tiles dd small{display:block;font-size:.82rem;font-weight:400;color:var(--soft)}
nav{margin:0 0 1rem;font-size:.87rem}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin:0;padding:0;counter-reset:nav}
nav li::before{counter-increment:nav;content:counter(nav) "\2002";color:var(--soft)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93rem}
caption{text-align:left;color:var(--soft);font-size:.87rem;padding-bottom:.35rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
tr:last-child>*{border-bottom:0}
thead th{color:var(--soft);font-weight:400;font-size:.82rem;padding-top:0;white-space:nowrap}
tbody th{font-weight:600}
.cited tbody th{min-width:13rem}
h1::first-letter,.next::first-letter,.says::first-letter{text-transform:uppercase}
.num{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.group th{padding-top:.9rem;border-bottom:0}
td.over{color:var(--stop);font-weight:600}
.why{display:block;font-weight:400;color:var(--soft);font-size:.87rem}
.name{overflow-wrap:break-word;min-width:7rem}
ul,ol{margin:.35rem 0;padding-left:1.25rem}
li{margin:.25rem 0}
ul.plain{list-style:none;padding-left:0}
ul.facts{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.6rem 0 0}
ul.facts li{background:var(--code);border-radius:4px;padding:.1rem .55rem;margin:0;font-size:.87rem}
.article{border-left:3px solid var(--line);padding:.1rem 0 .1rem .9rem;margin:.7rem 0}
.article .says{margin:.15rem 0}
.branches{margin:.5rem 0 0}
.ask{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.6rem 1.25rem;margin:.6rem 0}
.ask dd{margin:0}.ask code{white-space:nowrap}
.gate{background:var(--proc-bg);border-left:4px solid var(--proc);padding:.5rem .9rem;margin:.6rem 0;border-radius:0 4px 4px 0}
.gate b{color:var(--proc)}
.blocks{--tone:var(--stop);--tone-bg:var(--stop-bg)}.returned{--tone:var(--proc);--tone-bg:var(--proc-bg)}
.warns,.none,.not_checkable{--tone:var(--soft);--tone-bg:var(--code)}.passes{--tone:var(--free);--tone-bg:var(--free-bg)}
.spi,.secret,.doubtful,.red{--tone:var(--stop);--tone-bg:var(--stop-bg)}.pi,.blue{--tone:var(--link);--tone-bg:var(--code)}
.important,.practice,.yellow{--tone:var(--proc);--tone-bg:var(--proc-bg)}.settled,.green{--tone:var(--free);--tone-bg:var(--free-bg)}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1rem 2rem;align-items:start}
svg{display:block;max-width:100%;height:auto}
svg.bar{width:100%;min-width:8rem;max-width:22rem;margin-top:.2em}td.chart{width:36%}svg.share{width:8rem}svg.level{width:3.4rem;margin-top:.45em}svg.scale{width:100%;max-width:40rem}
.track{fill:var(--track)}.bar-far{fill:var(--free)}.bar-near{fill:var(--proc)}.bar-over{fill:var(--stop)}.bar-share{fill:var(--share)}
.bar-open{fill:var(--undet);opacity:.28}.tick{fill:var(--ink)}
.axis{fill:var(--soft);font-size:12px}.axis.strong,.mark{fill:var(--ink);font-weight:600}.mark{font-size:11px}
.lane-green{fill:#4caf7d}.lane-blue{fill:#5b9bd5}.lane-yellow{fill:#e2b13c}.lane-red{fill:#d9695f}
.interval{fill:#10171e;opacity:.55}.point{fill:var(--ink);stroke:var(--card);stroke-width:1.5}
.before{fill:var(--card);stroke:var(--ink);stroke-width:1.5}.move{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:3 3}
.map rect{stroke:var(--card);stroke-width:2}
.heat0{fill:#cfe8d8}.heat1{fill:#f5e6b8}.heat2{fill:#f3cba7}.heat3{fill:#eeb0a8}
@media screen and (prefers-color-scheme:dark){.heat0{fill:#1f4531}.heat1{fill:#4a4119}.heat2{fill:#5a3a1c}.heat3{fill:#632a25}.interval{fill:#fff}}
details{margin:.4rem 0}
summary{cursor:pointer;padding:.15rem 0}
details details,.leaf{margin:.15rem 0 .15rem .3rem;padding-left:1rem;border-left:1px solid var(--line)}
.mark-true{color:var(--free)}.mark-false{color:var(--soft)}.mark-unknown{color:var(--undet)}.mark-defeated{color:var(--proc)}
dl.keys{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.25rem;margin:.4rem 0;font-size:.9rem}
dl.keys dt{color:var(--soft)}dl.keys dd{margin:0;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:.87rem;padding-top:.5rem;padding-bottom:2.5rem}
footer p:first-child{color:var(--ink);font-weight:600}
@media (max-width:44rem){.two{grid-template-columns:minmax(0,1fr)}section{padding:1rem}.badge{white-space:normal}h1{font-size:1.45rem}.ask{grid-template-columns:minmax(0,1fr);gap:.1rem}.ask dd{margin-bottom:.6rem}.ask code{white-space:normal}dl.keys{grid-template-columns:1fr;gap:0}dl.keys dd{margin-bottom:.4rem}}
@media screen and (max-width:44rem){body{overflow-wrap:anywhere}main,header.top,footer{padding-left:.75rem;padding-right:.75rem}.verdict{padding:1rem}
.scroll{overflow:visible}table,thead,tbody,tr,th,td,caption{display:block;width:auto;min-width:0}
th,td{border:0;padding:.05rem 0;text-align:left}td:empty{display:none}tr{border-bottom:1px solid var(--line);padding:.45rem 0}
thead tr{display:flex;flex-wrap:wrap;padding-top:0}thead th{white-space:normal}thead th+th::before{content:"\00a0· "}
tr.group{border:0;padding-bottom:0}tr.group th{padding-top:.3rem}tbody .num{display:inline-block;margin-right:.8rem}.nowrap{white-space:normal}
td[data-label]:not(:empty)::before{content:attr(data-label) "\a0";color:var(--soft);font-size:.8rem}
thead .num,tbody .num{text-align:left}.name,.cited tbody th{min-width:0}td.chart{width:auto}svg.bar{max-width:none}}
@page{size:A4;margin:15mm 14mm}
@media print{html{font-size:11.5px}:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#111;--soft:#444;--line:#bbb;--track:#e3e8ed;--code:#eee}
body{font-size:8.6pt;line-height:1.45}h1{font-size:1.6rem}th,td{padding-top:.28rem;padding-bottom:.28rem}thead th{white-space:normal}
.two{gap:1rem}.tiles{grid-template-columns:repeat(5,minmax(0,1fr))}main,header.top,footer{max-width:none;padding-left:0;padding-right:0}header.top{padding-top:0}nav{display:none}
section{border:0;border-top:1px solid var(--line);border-radius:0;padding:.8rem 0;margin:0}
.verdict{border:1px solid var(--line);border-left:8px solid var(--tone);padding:1rem}
h2,h3,summary{break-after:avoid}tr,.article,.gate,.tiles,svg,li{break-inside:avoid}thead{display:table-header-group}
svg *,.badge,.verdict,code,.gate,ul.facts li{-webkit-print-color-adjust:exact;print-color-adjust:exact}
details::details-content{content-visibility:visible;block-size:auto}a{color:inherit;text-decoration:none}.scroll{overflow:visible}}
)css";

}  // namespace tidegate::report
