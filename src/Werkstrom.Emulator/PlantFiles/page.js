// The plant and its fault menu. Every fault is a line, as at the keyboard.
const german = (navigator.language || "en").startsWith("de");
const words = {
  begin: ["Störung auslösen", "Begin a fault"], kind: ["Was", "What"], target: ["Wo", "Where"], for: ["Wie lange", "How long"], go: ["Auslösen", "Begin"],
  now: ["Was gerade gilt", "What holds now"], none: ["Keine Störung.", "No fault."], machines: ["Maschinen", "Machines"], clear: ["Aufheben", "End it"], later: ["{0} weitere nach Plan", "{0} more to come"],
  stuck: ["Sensor hängt", "Sensor is stuck"], drift: ["Sensor driftet", "Sensor drifts"], spike: ["Sensor springt", "Sensor spikes"], link: ["Netz fällt aus", "Network is lost"],
  clock: ["Uhr geht falsch", "Clock is wrong"], tool: ["Werkzeug bricht", "Tool breaks"],
  driftBy: ["Um wie viel je Stunde", "By how much an hour"], spikeBy: ["Um wie viel", "By how much"], clockBy: ["Um wie viele Sekunden", "By how many seconds"],
  until: ["bis ich sie aufhebe", "until I end it"], all: ["alle Maschinen", "all machines"], done: ["Ausgelöst: {0}.", "Begun: {0}."], ended: ["Aufgehoben.", "Ended."],
  run: ["läuft", "runs"], off: ["aus", "off"], fault: ["steht: {0}", "stands: {0}"], idle: ["bereit", "ready"], cut: ["ohne Netz", "no network"], cutIt: ["Netz trennen", "Cut the network"], joinIt: ["Netz verbinden", "Join the network"], breakIt: ["Werkzeug brechen", "Break the tool"],
  counts: ["{0} · {1} Nachrichten, {2} bestätigt, {3} warten", "{0} · {1} messages, {2} acknowledged, {3} waiting"], dropped: [", {0} abgelehnt oder verloren", ", {0} refused or dropped"], kept: [", {0} Werte hinter getrenntem Netz", ", {0} values behind a lost network"],
  away: ["Die Gegenstelle ist nicht erreichbar. Die Werte warten und werden nachgesendet, {0} bisher.", "The other side cannot be reached. The values wait and are sent later, {0} so far."],
  number: ["Geben Sie eine Zahl ein.", "Enter a number."], seconds: ["Geben Sie Sekunden ein, höchstens 864.000.000 (10.000 Tage).", "Enter seconds, at most 864,000,000 (10,000 days)."],
  refused: ["Nicht ausgelöst. Der Emulator sagt: {0}", "{0}"], busy: ["Die Anlage hat 10 s lang nicht geantwortet. Ob die Störung ausgelöst ist, zeigt gleich die Liste.", "The plant did not answer within 10 s. Whether the fault has begun, the list shows in a moment."],
  over: ["Der Emulator antwortet nicht mehr. Läuft das Programm noch?", "The emulator does not answer any more. Is the program still running?"],
};
const say = (key, ...values) => (words[key]?.[german ? 0 : 1] ?? key).replace(/\{(\d)\}/g, (_, i) => values[i]);
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", name = "") => Object.assign(document.createElement(tag), { textContent: text, className: name });
const number = (value) => value.toLocaleString(german ? "de" : "en", { maximumFractionDigits: 3 });
const units = { "1": "", Cel: "°C", "kW.h": "kWh", "/min": "1/min" };
// amount and length in words
const lasting = (text) => (german ? text.replace(/\bfor (?=[0-9])/, "für ").replace(/(\d)\.(\d)/g, "$1,$2") : text);
// "stuck line1/mill1/power for 5m" in words
const told = (line) => { const [kind, target, ...rest] = line.split(" "); return `${say(kind)}: ${target} ${lasting(rest.join(" "))}`.trim(); };
const signalKinds = ["stuck", "drift", "spike"];
let machines = [], shown = "";

document.documentElement.lang = german ? "de" : "en";
for (const part of document.querySelectorAll("[data-say]")) part.textContent = say(part.dataset.say);
for (const kind of [...signalKinds, "link", "clock", "tool"]) $("kind").append(new Option(say(kind), kind));
for (const [text, value] of [[say("until"), ""], ["30 s", "30s"], ["1 min", "1m"], ["5 min", "5m"], ["30 min", "30m"], ["2 h", "2h"]]) $("for").append(new Option(text, value, value === "5m", value === "5m"));

function fillTargets() {
  const kind = $("kind").value, before = $("target").value;
  $("target").replaceChildren(...(signalKinds.includes(kind)
    ? machines.flatMap((m) => m.signals.filter((s) => !s.isState).map((s) => new Option(`${m.path}/${s.name}${(units[s.unit] ?? s.unit) && ` (${units[s.unit] ?? s.unit})`}`, `${m.path}/${s.name}`)))
    : [...machines.map((m) => new Option(m.path, m.path)), new Option(say("all"), "all")]));
  if ([...$("target").options].some((o) => o.value === before)) $("target").value = before;
  const amount = { drift: "driftBy", spike: "spikeBy", clock: "clockBy" }[kind];
  $("amount-label").hidden = !amount;
  $("amount").disabled = !amount;
  $("amount-label").style.display = amount ? "" : "none";
  $("amount-say").textContent = amount ? say(amount) : "";
}

async function send(line, done) {
  const answer = await fetch("lines", { method: "POST", body: line }).catch(() => null), said = await answer?.json().catch(() => null);
  tell(said ? (said.isDone ? done : answer.status === 503 ? say("busy") : say("refused", said.text)) : say("over"), said?.isDone);
  await renew();
}

function tell(text, isGood) {
  $("said").className = isGood ? "" : "bad";
  $("said").textContent = text;
}

$("kind").addEventListener("change", fillTargets);
$("begin").addEventListener("submit", (e) => {
  e.preventDefault();
  const kind = $("kind").value, amount = $("amount").valueAsNumber, length = $("for").value;
  if (!$("amount").disabled && !Number.isFinite(amount)) return tell(say("number"));
  if (kind === "clock" && Math.abs(amount) > 864_000_000) return tell(say("seconds"));
  // a clock is off by whole milliseconds
  const more = kind === "clock" ? ` ${amount < 0 ? "-" : "+"}${Math.round(Math.abs(amount) * 1000) / 1000}s` : kind === "drift" || kind === "spike" ? ` ${amount}` : "";
  const line = `${kind} ${$("target").value}${more}${length ? ` for ${length}` : ""}`;
  void send(line, say("done", told(line)));
});

function act(text, name, line, done) {
  const button = make("button", text);
  button.type = "button";
  button.setAttribute("aria-label", `${text}: ${name}`);
  button.addEventListener("click", () => void send(line, done));
  return button;
}

// rows are made once and then only written: a button that is made anew loses the focus
function build() {
  $("machines").replaceChildren(...machines.map((m) => {
    const card = make("article"), table = make("table"), acts = make("div", "", "acts");
    for (const s of m.signals.filter((s) => !s.isState)) {
      const row = table.insertRow(), name = make("th", s.name);
      name.scope = "row";
      row.dataset.signal = `${m.path}/${s.name}`;
      row.append(name, make("td"));
    }
    const cut = act(say("cutIt"), m.path, `link ${m.path}`, say("done", told(`link ${m.path}`))), join = act(say("joinIt"), m.path, `clear ${m.path}`, say("ended"));
    [cut.dataset.role, join.dataset.role] = ["cut", "join"];
    acts.append(cut, join, act(say("breakIt"), m.path, `tool ${m.path}`, say("done", told(`tool ${m.path}`))));
    card.dataset.machine = m.path;
    card.append(make("h3", m.path), make("p"), table, acts);
    return card;
  }));
  fillTargets();
}

function write(state) {
  const wrong = new Set(state.faults.map((f) => f.target)), faults = JSON.stringify([state.faults, state.later]);
  for (const m of machines) {
    const card = document.querySelector(`[data-machine="${CSS.escape(m.path)}"]`), line = card.querySelector("p");
    line.className = m.state;
    line.textContent = say(m.state, m.standing.join(", ")) + (m.isCut ? ` · ${say("cut")}` : "");
    card.querySelector("[data-role=cut]").hidden = m.isCut;
    card.querySelector("[data-role=join]").hidden = !m.isCut;
    for (const s of m.signals.filter((s) => !s.isState)) {
      const row = card.querySelector(`[data-signal="${CSS.escape(`${m.path}/${s.name}`)}"]`);
      row.className = wrong.has(`${m.path}/${s.name}`) ? "off" : "";
      row.lastChild.textContent = `${number(s.value)} ${units[s.unit] ?? s.unit}`;
    }
  }
  if (faults === shown) return;
  shown = faults;
  const rows = state.faults.map((f) => {
    const row = make("li");
    row.append(make("span", told(f.text)), act(say("clear"), told(f.text), `clear ${f.target}`, say("ended")));
    return row;
  });
  if (state.later) rows.push(make("li", say("later", state.later)));
  $("now").replaceChildren(...(rows.length ? rows : [make("li", say("none"))]));
}

async function renew() {
  const state = await fetch("state").then((r) => r.json()).catch(() => null);
  const note = !state ? say("over") : state.machines && !state.isReached ? say("away", number(state.waiting)) : "";
  if ($("link").textContent !== note) $("link").textContent = note;
  if (!state?.machines) return;
  const isNew = machines.length !== state.machines.length;
  machines = state.machines;
  document.title = $("name").textContent = state.name || "Werkstrom";
  const time = new Date(state.time).toLocaleString(german ? "de" : "en");
  $("counts").textContent = say("counts", time, number(state.messages), number(state.acknowledged), number(state.waiting))
    + (state.dropped ? say("dropped", number(state.dropped)) : "") + (state.kept ? say("kept", number(state.kept)) : "");
  if (isNew) build();
  write(state);
}

const tick = () => void renew().finally(() => setTimeout(tick, 1000));
tick();
